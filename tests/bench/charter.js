// What tests/bench/charter measured, as a table, and added to a file of
// scenarios:
//   node charter.js DECIDE CEDAR CASBIN REPLAY [SCENARIOS]
'use strict';

const fs = require('fs');

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const [decide, cedar, casbin, replay] = process.argv.slice(2, 6).map(read);
const out = process.argv[6];
const reference = decide.scenarios[0];
const engines = [cedar, casbin].map((each) => ({
  name: each.engine === 'cedar' ? 'cedar-wasm' : each.engine,
  in_flight: 1,
  p50_us: each.median_ns / 1000,
  p99_us: each.p99_ns / 1000,
}));
const decisions = [...decide.scenarios, ...engines].map((each) => ({
  ...each,
  questions: cedar.asked,
  ratio_to_decide: each.p50_us / reference.p50_us,
}));

const line = (name, ...cells) =>
  console.log(name.padEnd(17) + cells.map((each) => each.padStart(12)).join(''));
console.log(`\nOne decision, ${cedar.asked} questions each, one by one:`);
line('', 'median us', 'p99 us', 'of decide');
for (const each of decisions) {
  line(each.name, each.p50_us.toFixed(3), each.p99_us.toFixed(3),
    each.ratio_to_decide.toFixed(1));
}
console.log('decide-20x has twenty times the grants; the engines get the rules ' +
  'that can speak\nto a question and no others; all answers agree.');
const {leaves, seconds, leaves_per_s: rate} = replay.scenarios[0];
console.log(`replay of a draft: ${leaves} leaves of journal.db in ` +
  `${seconds.toFixed(2)} s, ${rate} a second`);

if (out) {
  const all = fs.existsSync(out) ? read(out) : {scenarios: []};
  // Every scenario has the same fields; what has no echo to stand beside says so.
  const fields = {in_flight: 1, calls_per_s: null, p50_us: null, p99_us: null,
    ratio_to_echo: null};
  all.scenarios.push(...[...decisions, ...replay.scenarios].map((each) => (
    {...fields, ...each})));
  fs.writeFileSync(out, `${JSON.stringify(all, null, 1)}\n`);
}
