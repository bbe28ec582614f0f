const fs = require('fs');
const {createHash} = require('crypto');
const {pathToFileURL} = require('url');

const input = name => process.env['INPUT_' + name] ?? '';
const digest = file => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

(async () => {
  if (input('OLD')) {
    delete process.env.ACTIONS_CACHE_SERVICE_V2;
  }
  const {artifact, cache, core} = await import(pathToFileURL(input('PACKAGES') + '/packages.js'));
  const name = input('NAME');
  switch (input('DO')) {
    case 'keep': {
      const {id, size} = await artifact.uploadArtifact(
          name, ['out/big', 'out/deep/small'], 'out', {retentionDays: 3, compressionLevel: 1});
      core.info(`kept ${name}: ${id > 0} ${size > 0} ${digest('out/big')}`);
      break;
    }
    case 'bring': {
      const found = await artifact.getArtifact(name);
      const listed = await artifact.listArtifacts({latest: true});
      core.info(`listed ${listed.artifacts.map(one => one.name).sort()}`);
      const {downloadPath} = await artifact.downloadArtifact(
          found.artifact.id, {path: 'got', expectedHash: found.artifact.digest});
      core.info(`brought ${name}: ${digest(downloadPath + '/big')} ${
          fs.readFileSync(downloadPath + '/deep/small', 'utf8').trim()}`);
      break;
    }
    case 'delete': {
      const {id} = await artifact.deleteArtifact(name);
      core.info(`deleted ${name}: ${id > 0}`);
      break;
    }
    case 'save': {
      const id = await cache.saveCache(['out'], name);
      core.info(`saved ${name}: ${id > 0} ${cache.isFeatureAvailable()}`);
      break;
    }
    case 'restore': {
      fs.rmSync('out', {recursive: true, force: true});
      const hit = await cache.restoreCache(['out'], name, [name.slice(0, -1)]);
      core.info(`restored ${name}: ${hit} ${hit && digest('out/big')}`);
      break;
    }
  }
  core.setOutput('done', 'yes');
})().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
