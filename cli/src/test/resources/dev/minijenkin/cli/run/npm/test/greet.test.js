const assert = require('assert');
const fs = require('fs');
const { greet } = require('../index.js');
assert.strictEqual(greet('world'), 'Hello world');
assert.strictEqual(fs.readFileSync('built.txt', 'utf8'), 'built');
console.log('1 passing');
