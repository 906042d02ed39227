// Puts every question of `oracle_questions` to another engine and compares:
//   oracle_questions 50000 | node compare.js cedar|casbin MODULES [--json FILE]
// MODULES is the folder with the engine's package. Exit 0: no answer differs
// and none failed; 1 with the first differences; 2 when it could not run.
'use strict';

const fs = require('fs');
const {Cedar} = require('./cedar.js');
const {Casbin} = require('./casbin.js');

const SHOWN_DIFFERENCES = 5;

async function main() {
  const [name, modules, option, report] = process.argv.slice(2);
  const lines = fs.readFileSync(0, 'utf8').trimEnd().split('\n');
  const charter = JSON.parse(lines[0]);
  const engine = new (name === 'cedar' ? Cedar : Casbin)(modules, charter);
  const times = [];
  const wrong = [];
  let allowed = 0;
  for (const line of lines.slice(1)) {
    const question = JSON.parse(line);
    if (engine.prepare) {
      await engine.prepare(question.operation, question.category);
    }
    const begun = process.hrtime.bigint();
    const says = engine.answer(question);
    times.push(Number(process.hrtime.bigint() - begun));
    if (says === 'allow') allowed += 1;
    if (says !== (question.allowed ? 'allow' : 'deny')) {
      wrong.push({says, question});
    }
  }
  const asked = times.length;
  times.sort((a, b) => a - b);
  const figures = {engine: name, rules: engine.rules.length, asked, allowed,
    differ: wrong.length, median_ns: times[Math.floor(asked / 2)],
    p99_ns: times[Math.floor(asked * 0.99)]};
  console.log(`${name}: ${figures.rules} rules, ${asked} questions, ` +
    `${allowed} allowed, ${wrong.length} differ; median ` +
    `${Math.round(figures.median_ns / 1000)} us, 99 % ` +
    `${Math.round(figures.p99_ns / 1000)} us`);
  for (const each of wrong.slice(0, SHOWN_DIFFERENCES)) {
    console.log(JSON.stringify(each));
  }
  if (option === '--json') fs.writeFileSync(report, JSON.stringify(figures));
  // An oracle that was asked nothing agrees with everything.
  process.exitCode = asked > 0 && allowed > 0 && wrong.length === 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
