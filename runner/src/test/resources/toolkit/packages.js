// Stands beside the installed packages, so that the program of an action finds them here.
import * as artifacts from '@actions/artifact';
import * as caches from '@actions/cache';
import * as core from '@actions/core';

const whole = module => module.default ?? module;
const {DefaultArtifactClient} = artifacts.DefaultArtifactClient ? artifacts : whole(artifacts);
export const artifact = new DefaultArtifactClient();
export const cache = caches.saveCache ? caches : whole(caches);
const own = core.setOutput ? core : whole(core);
export {own as core};
