// The charter as permits and forbids in the words of another engine: a third
// reading of it, in another language. Nothing of policy/ is used but the
// charter's own text.
//
// How Cedar and Casbin read it is how the charter wants to be read: what no
// permit gives is refused, one forbid beats every permit, order says nothing.
// No expression can fail: every attribute is in every question.
'use strict';

const WITHOUT_SIGNATURE = [
  'WHO_AM_I', 'CHARTER_READ', 'CHARTER_SIGN', 'JOURNAL_PROOF'];
const OF_NO_CASE = [...WITHOUT_SIGNATURE,
  'MEMBER_REGISTER', 'MEMBER_CONFIRM', 'MEMBER_SUSPEND', 'MEMBER_REMOVE',
  'MEMBER_LIST', 'CHARTER_ADOPT', 'EXPLAIN', 'JOURNAL_LIST', 'SIGNATURE_LIST',
  'SERVER_CHECK', 'CHARTER_LIST', 'CHARTER_PREPARE', 'CHARTER_PROPOSE',
  'CHARTER_OPINION', 'CHARTER_AGREE', 'CHARTER_REPLAY', 'MEMBER_RECUSE',
  'JOURNAL_REVIEW', 'JOURNAL_ANSWER', 'JOURNAL_OVERSEE'];
const ENDED_BY_EXIT = ['NOTICE_RECORD', 'LEAD_WORKER_SET', 'CONDITION_RECORD',
  'EXCEPTION_VALIDATE'];
const CHANGES = ['SUPERSEDE', 'NARROW', 'WITHDRAW', 'DECISION_VALIDATE'];
// What the coordinator deposits of these is an operation of the role too.
const RECORDED_BY = {Notice: 'NOTICE_RECORD', LeadWorker: 'LEAD_WORKER_SET'};

const any = (parts) => parts.length ? `(${parts.join(' || ')})` : 'false';
const all = (parts) => parts.length ? `(${parts.join(' && ')})` : 'true';
const not = (part) => `!(${part})`;
const roleName = (name) => name.toUpperCase().replace(/-/g, '_');

// `say`: how the engine writes things: the(attribute of the question),
// is(who, value) of "partner" and "role", category(name), operation(name).
class Rules {
  constructor(charter, say) {
    this.charter = charter;
    this.say = say;
    this.coordinator = say.is('role', 'COORDINATOR');
    this.ofPartner = any(['MEMBER', 'COORDINATOR', 'CO_PILOT'].map(
      (role) => say.is('role', role)));
    this.content = charter.categories.map((each) => each.category);
    this.contributing = this.among(
      ['CONTRIBUTE', ...Object.values(RECORDED_BY)]);
    this.setSituation();
  }

  among(operations) {
    return any(operations.map((each) => this.say.operation(each)));
  }

  equals(attribute, value) {
    return `${this.say.the(attribute)} == ${JSON.stringify(value)}`;
  }

  // Where the case stands and which relations hold in it.
  setSituation() {
    const {the, category} = this.say;
    const old = `${the('age')} >= ${this.charter.clocks.ceiling_age}`;
    this.none = this.equals('state', 'UNSPECIFIED');
    this.exited = all([not(this.none),
      any([this.equals('state', 'EXITED'), old])]);
    this.open = all([not(this.none), not(this.exited)]);
    this.told = all([this.open, the('notice_given')]);
    // Before the person is told: contributing, and how the case stands.
    const before = any([the('notice_given'), this.contributing,
      category('Administrative')]);
    this.holds = {
      session: all([the('session'), this.told]),
      lead_worker: all([the('lead_worker'), this.told,
        this.equals('state', 'ACTIVE')]),
      open_action: all([the('open_action'), this.told]),
      contributor: all([the('contributor'), this.open, before]),
      own_referral: all([the('own_referral'), this.open, before]),
      pending_validation: all([the('pending_validation'), this.told]),
      open_request: all([the('open_request'), not(this.none)]),
      always: all([this.coordinator, this.open]),
    };
    const referred = any([the('own_referral'),
      all([the('typed_sender'), the('notice_given')])]);
    this.holds.known = any([this.holds.session, this.holds.lead_worker,
      this.holds.open_action, this.holds.contributor,
      all([referred, this.open, before])]);
  }

  condition(name) {
    const {the} = this.say;
    switch (name) {
      case 'adult': return `${the('age')} >= 18`;
      case 'minor': return `${the('age')} < 18`;
      case 'age_16_17':
        return all([`${the('age')} >= 16`, `${the('age')} <= 17`]);
      case 'told_if_minor':
        return any([`${the('age')} >= 18`, the('notice_given')]);
      default: return the(name);
    }
  }

  // One of these fields is asked for, or none.
  field(...names) {
    return any(['', ...names].map((each) => this.equals('field', each)));
  }

  // Operations and categories the rule can speak to (null: all), and when.
  permit(operations, categories, when) {
    return {effect: 'permit', operations, categories, when};
  }

  forbid(operations, categories, when) {
    return {effect: 'forbid', operations, categories, when};
  }

  grant(grant) {
    const {say} = this;
    const reading = grant.operation === 'READ';
    const who = grant.partner ? [say.is('partner', grant.partner)] : [];
    if (!grant.role) {
      // A partner's column is its members'; what the coordinator deposits is
      // the secretariat's.
      who.push(this.ofPartner);
      if (!reading) who.push(not(this.coordinator));
    } else if (grant.role === 'member') {
      who.push(this.ofPartner);
    } else {
      who.push(say.is('role', roleName(grant.role)));
    }
    let relations = any(grant.any_of.map((each) => this.holds[each]));
    if (reading && grant.category === 'Action') {
      // By open_action, the action it pilots and no other.
      const others = grant.any_of.filter((each) => each !== 'open_action');
      relations = any([any(others.map((each) => this.holds[each])),
        all([relations, any([not(say.the('is_entry')), say.the('carried')])])]);
    }
    const only = (grant.only || []).filter(
      (each) => each !== 'own_organisation');
    const shown = [];
    if (only.length && grant.category === 'MunicipalMeasure') {
      shown.push(any(['', ...only].map((each) => this.equals('kind', each))));
    } else if (only.length) {
      shown.push(this.field(...only));
    }
    const operations = [grant.operation];
    if (!reading && RECORDED_BY[grant.category]) {
      operations.push(RECORDED_BY[grant.category]);
    }
    return this.permit(operations, [grant.category], all([...who, relations,
      ...(grant.all_of || []).map((each) => this.condition(each)), ...shown]));
  }

  // Whether who asks holds an operation by the role.
  holder(operation) {
    const roles = this.charter.role_grants
      .filter((grant) => grant.operations.includes(operation))
      .map((grant) => grant.role);
    return any(roles.map((each) => {
      if (each === 'every member') return 'true';
      return each === 'member' ? this.ofPartner
        : this.say.is('role', roleName(each));
    }));
  }

  prohibited() {
    return any((this.charter.prohibitions || []).flatMap((prohibition) =>
      prohibition.classes.map((name) => all([
        this.say.is('partner', prohibition.partner),
        any([this.say.the(`value_${name}`), ...this.charter.categories
          .filter((each) => each.class === name)
          .map((each) => this.say.category(each.category))])]))));
  }

  gates() {
    const {say} = this;
    const closed = (this.charter.subject_gates || []).map((gate) =>
      all([say.category(gate.category), not(this.condition(gate.condition))]));
    for (const gate of this.charter.partner_gates || []) {
      const age = say.the('age');
      const arms = [all([`${age} >= ${gate.min_age || 0}`,
        gate.below_age ? `${age} < ${gate.below_age}` : 'true'])];
      if (gate.or_in_school) arms.push(say.the('in_school'));
      for (const arm of gate.also || []) {
        arms.push(all([arm.operation === 'CONTRIBUTE' ? this.contributing
          : say.operation(arm.operation),
        arm.category ? say.category(arm.category) : 'true',
        `${age} < ${arm.below_age}`]));
      }
      closed.push(all([say.is('partner', gate.partner), not(any(arms))]));
      for (const own of gate.own || []) {
        closed.push(all([say.is('partner', gate.partner),
          say.category(own.category), any([say.the('own'), this.contributing]),
          `${age} >= ${own.below_age}`]));
      }
    }
    return closed;
  }

  // The rules that are code: own, asked, carrying, correct, report, validate.
  coded() {
    const {the, is} = this.say;
    const entry = all([this.ofPartner, the('is_entry')]);
    const another = all([entry, not(the('own'))]);
    const asked = all([the('asked'), this.told]);
    const validates = all([is('role', 'CO_PILOT'),
      this.holds.pending_validation, this.field('state', 'validations')]);
    return [
      this.permit(['READ'], this.content, all([entry, the('own'), this.open])),
      this.permit(['READ'], ['Action', 'LeadWorker'], all([entry, asked])),
      this.permit(['READ'], ['Identity', 'LeadWorker'], all([this.ofPartner,
        any([this.holds.lead_worker, this.holds.open_action])])),
      this.permit(['SUPERSEDE', 'WITHDRAW'], this.content,
        all([entry, the('own'), not(this.none)])),
      this.permit(['NARROW'], this.content,
        all([entry, the('own'), this.open])),
      this.permit(['SUPERSEDE'], ['Action'], all([another,
        any([this.holds.lead_worker,
          all([the('carried'), this.holds.open_action])]),
        this.field('result', 'comment')])),
      this.permit(['SUPERSEDE'], ['Action'],
        all([another, asked, this.field('accepted_date')])),
      this.permit(['SUPERSEDE'], ['LeadWorker'], all([another, the('carried'),
        this.holds.lead_worker, this.field('contacts')])),
      this.permit(['SUPERSEDE'], ['LeadWorker'],
        all([another, asked, this.field('accepted_date', 'member')])),
      this.permit(['SUPERSEDE'], ['Decision'], all([another, validates])),
      this.permit(['DECISION_VALIDATE'], ['Decision'], validates),
      ...CHANGES.map((each) =>
        this.forbid([each], null, not(this.holder(each)))),
    ];
  }

  ofRoles() {
    const operations = new Set(
      this.charter.role_grants.flatMap((grant) => grant.operations));
    const rules = [...operations].filter((each) => !CHANGES.includes(each))
      .map((each) => this.permit([each], [''], this.holder(each)));
    for (const [name, operation] of Object.entries(RECORDED_BY)) {
      const without = not(this.holder(operation));
      rules.push(this.forbid([operation], null, without));
      rules.push(this.forbid(['CONTRIBUTE'], [name],
        all([this.coordinator, without])));
    }
    rules.push(this.forbid(ENDED_BY_EXIT, null, this.exited));
    return rules;
  }

  every() {
    const {the} = this.say;
    // One's own stays open to correction behind a gate; a class that is
    // prohibited is not written all the same.
    const correcting = all([this.among(['SUPERSEDE', 'NARROW', 'WITHDRAW']),
      the('own')]);
    const narrowed = all([the('narrowed_out'), not(the('own')),
      not(this.coordinator)]);
    return [
      this.forbid(null, null, the('suspended')),
      this.forbid(null, null, all([the('unsigned'),
        not(this.among(WITHOUT_SIGNATURE))])),
      this.forbid(null, null, all([any([the('recused'), the('out_of_term')]),
        not(this.among(OF_NO_CASE))])),
      ...this.charter.grants.map((grant) => this.grant(grant)),
      ...this.coded(),
      ...this.ofRoles(),
      this.forbid(['READ', 'CONTRIBUTE', ...CHANGES,
        ...Object.values(RECORDED_BY)], this.content, all([not(correcting),
        any([this.prohibited(), ...this.gates(), narrowed])])),
      this.forbid(['SUPERSEDE'], this.content,
        all([the('own'), this.prohibited()])),
      // Read and set by the coordinator alone.
      this.forbid(null, ['Origin'], all([this.equals('field', 'profile'),
        not(this.coordinator)])),
    ];
  }
}

// Those of `rules` that can speak to a question: leaving out one whose
// operation or category is another changes no answer.
function speakingTo(rules, operation, category) {
  return rules.filter((each) =>
    (each.operations === null || each.operations.includes(operation)) &&
    (each.categories === null || each.categories.includes(category)));
}

// All rules of a charter, given as protobuf's JSON with the proto's own names.
exports.rulesOf = (charter, say) => new Rules(charter, say).every();
exports.speakingTo = speakingTo;
