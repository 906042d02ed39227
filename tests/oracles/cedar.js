// The charter's rules as Cedar policies, answered by @cedar-policy/cedar-wasm.
'use strict';

const path = require('path');
const {rulesOf, speakingTo} = require('./rules.js');

const text = (value) => JSON.stringify(value);
const say = {
  the: (attribute) => `context.${attribute}`,
  is: (who, value) => `principal.${who} == ${text(value)}`,
  category: (name) => `resource == Category::${text(name)}`,
  operation: (name) => `action == Action::${text(name)}`,
};
const PRINCIPAL = {type: 'Member', id: 'asker'};

function policy(rule) {
  const among = (list, words) =>
    list === null ? 'true' : `(${list.map(words).join(' || ')})`;
  return `${rule.effect}(principal, action, resource) when { ` +
    `${among(rule.operations, say.operation)} && ` +
    `${among(rule.categories, say.category)} && ${rule.when} };`;
}

exports.Cedar = class {
  constructor(modules, charter) {
    this.engine = require(path.resolve(modules, '@cedar-policy/cedar-wasm',
      'nodejs', 'cedar_wasm.js'));
    this.rules = rulesOf(charter, say);
    this.parsed = new Set();
  }

  // 'allow', 'deny', or why Cedar could not say.
  answer(question) {
    const {operation, category, partner, role, allowed, ...context} = question;
    const set = `${operation} ${category}`;
    if (!this.parsed.has(set)) {
      const policies = speakingTo(this.rules, operation, category);
      const parsed = this.engine.preparsePolicySet(set,
        {staticPolicies: policies.map(policy).join('\n')});
      if (parsed.type !== 'success') return text(parsed.errors);
      this.parsed.add(set);
    }
    const answer = this.engine.statefulIsAuthorized({
      principal: PRINCIPAL,
      action: {type: 'Action', id: operation},
      resource: {type: 'Category', id: category},
      context,
      preparsedPolicySetId: set,
      entities: [{uid: PRINCIPAL, attrs: {partner, role}, parents: []}],
    });
    if (answer.type !== 'success') return text(answer.errors);
    const errors = answer.response.diagnostics.errors;
    return errors.length ? text(errors) : answer.response.decision;
  }
};
