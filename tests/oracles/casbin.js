// The charter's rules as Casbin policies, answered by casbin for node.
'use strict';

const path = require('path');
const {rulesOf, speakingTo} = require('./rules.js');

const MODEL = `
[request_definition]
r = q
[policy_definition]
p = rule, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = eval(p.rule)
`;
const say = {
  the: (attribute) => `r.q.${attribute}`,
  is: (who, value) => `r.q.${who} == ${JSON.stringify(value)}`,
  category: (name) => `r.q.category == ${JSON.stringify(name)}`,
  operation: (name) => `r.q.operation == ${JSON.stringify(name)}`,
};

exports.Casbin = class {
  constructor(modules, charter) {
    this.engine = require(path.resolve(modules, 'casbin'));
    this.rules = rulesOf(charter, say);
    this.enforcers = new Map();
  }

  async prepare(operation, category) {
    const set = `${operation} ${category}`;
    if (this.enforcers.has(set)) return;
    const enforcer = await this.engine.newEnforcer(
      this.engine.newModelFromString(MODEL));
    for (const rule of speakingTo(this.rules, operation, category)) {
      await enforcer.addPolicy(rule.when,
        rule.effect === 'permit' ? 'allow' : 'deny');
    }
    this.enforcers.set(set, enforcer);
  }

  // 'allow' or 'deny'; prepare() first.
  answer(question) {
    const set = `${question.operation} ${question.category}`;
    return this.enforcers.get(set).enforceSync(question) ? 'allow' : 'deny';
  }
};
