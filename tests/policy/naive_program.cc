#include "tests/policy/naive_program.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "google/protobuf/descriptor.h"

namespace sceau::policy {
namespace {

using Set = std::set<std::string>;

template <typename List>
Set SetOf(const List& list) {
  return Set(list.begin(), list.end());
}

std::string Name(v1::Operation operation) {
  return v1::Operation_Name(operation).substr(10);  // OPERATION_
}

// CATEGORY_CONTACT_DETAILS -> contact_details, the field of EntryBody.
std::string FieldOf(v1::Category category) {
  std::string name = v1::Category_Name(category).substr(9);
  std::transform(name.begin(), name.end(), name.begin(), ::tolower);
  return name;
}

const google::protobuf::Descriptor* ContentNamed(v1::Category category) {
  return v1::EntryBody::descriptor()
      ->FindFieldByName(FieldOf(category))
      ->message_type();
}

std::string Name(v1::Category category) {
  if (category == v1::CATEGORY_UNSPECIFIED) return "";
  return ContentNamed(category)->name();
}

std::string Name(v1::Role role) {
  const std::map<v1::Role, std::string> names = {
      {v1::ROLE_MEMBER, "member"},
      {v1::ROLE_COORDINATOR, "coordinator"},
      {v1::ROLE_CO_PILOT, "co-pilot"},
      {v1::ROLE_CHARTER_OFFICER, "charter-officer"},
      {v1::ROLE_DATA_PROTECTION_OFFICER, "data-protection-officer"},
      {v1::ROLE_TECHNICAL_ADMINISTRATOR, "technical-administrator"}};
  const auto found = names.find(role);
  return found == names.end() ? "" : found->second;
}

std::string ClassOf(uint8_t bit) {
  const std::map<int, std::string> names = {{kClassA, "A"},
                                            {kClassB, "B"},
                                            {kClassBSchool, "B_SCHOOL"},
                                            {kClassBOffence, "B_OFFENCE"},
                                            {kClassC, "C"}};
  const auto found = names.find(bit);
  return found == names.end() ? "" : found->second;
}

NaiveAnswer Yes() {
  NaiveAnswer answer;
  answer.allowed = true;
  answer.fields = kAllFields;
  answer.kinds = kAllKinds;
  return answer;
}

void Unite(const NaiveAnswer& other, NaiveAnswer& all) {
  if (!other.allowed) return;
  all.own_organisation =
      other.own_organisation && (!all.allowed || all.own_organisation);
  all.allowed = true;
  all.fields |= other.fields;
  all.kinds |= other.kinds;
}

NaiveAnswer Fields(std::initializer_list<int> numbers) {
  NaiveAnswer answer = Yes();
  answer.fields = 0;
  for (const int number : numbers) {
    answer.fields |= uint64_t{1} << static_cast<unsigned>(number);
  }
  return answer;
}

}  // namespace

// A question in words.
struct NaiveProgram::Asker {
  Question q;
  std::string partner;
  std::string role;
  std::string category;
  std::string operation;
  bool of_partner = false;  // Member, coordinator or co-pilot.
  bool coordinator = false;
  // Where the case stands.
  bool exited = false;
  bool open = false;

  bool Has(uint16_t relation) const { return (q.relations & relation) != 0; }

  // The rows of the table of states, one by one.
  bool Session() const { return Has(kSession) && open && q.notice_given; }
  bool LeadWorker() const {
    return Has(kLeadWorker) && q.notice_given && open &&
           q.state == v1::CASE_STATE_ACTIVE;
  }
  bool OpenAction() const { return Has(kOpenAction) && open && q.notice_given; }
  bool Pending() const {
    return Has(kPendingValidation) && open && q.notice_given;
  }
  bool Asked() const { return q.asked && q.is_entry && open && q.notice_given; }
  bool OpenRequest() const { return Has(kOpenRequest) && (open || exited); }
  // Before the person has been told: contributing, and Administrative.
  bool OpensBeforeNotice() const {
    return q.notice_given || operation == "CONTRIBUTE" ||
           category == "Administrative";
  }
  bool Contributor() const {
    return Has(kContributor) && open && OpensBeforeNotice();
  }
  bool Known() const {
    const bool referral =
        Has(kOwnReferral) || (Has(kTypedSender) && q.notice_given);
    return Session() || LeadWorker() || OpenAction() || Contributor() ||
           (referral && open && OpensBeforeNotice());
  }
  bool Holds(const std::string& relation) const {
    if (relation == "session") return Session();
    if (relation == "lead_worker") return LeadWorker();
    if (relation == "open_action") return OpenAction();
    if (relation == "contributor") return Contributor();
    if (relation == "own_referral") {
      return Has(kOwnReferral) && open && OpensBeforeNotice();
    }
    if (relation == "pending_validation") return Pending();
    if (relation == "open_request") return OpenRequest();
    if (relation == "known") return Known();
    if (relation == "always") return coordinator && open;
    return false;
  }
  bool Meets(const std::string& condition) const {
    if (condition == "adult") return q.age >= 18;
    if (condition == "minor") return q.age < 18;
    if (condition == "age_16_17") return q.age == 16 || q.age == 17;
    if (condition == "told_if_minor") return q.age >= 18 || q.notice_given;
    if (condition == "written_basis")
      return (q.conditions & kWrittenBasis) != 0;
    if (condition == "agreement") return (q.conditions & kAgreement) != 0;
    return false;
  }
};

NaiveProgram::NaiveProgram(const Charter& charter) : charter_(charter) {
  for (const Partner& partner : charter_.partners()) {
    partners_.push_back(partner.id());
  }
  std::sort(partners_.begin(), partners_.end());
}

bool NaiveProgram::RoleHolds(const Asker& asker,
                             const std::string& operation) const {
  for (const RoleGrant& grant : charter_.role_grants()) {
    const bool mine = grant.role() == asker.role ||
                      grant.role() == "every member" ||
                      (grant.role() == "member" && asker.of_partner);
    if (mine && SetOf(grant.operations()).count(operation) != 0) return true;
  }
  return false;
}

bool NaiveProgram::GateOpen(const Asker& asker) const {
  for (const SubjectGate& gate : charter_.subject_gates()) {
    if (gate.category() == asker.category && !asker.Meets(gate.condition())) {
      return false;
    }
  }
  for (const PartnerGate& gate : charter_.partner_gates()) {
    if (gate.partner() != asker.partner) continue;
    const bool own = asker.q.own || asker.operation == "CONTRIBUTE";
    for (const OwnGate& each : gate.own()) {
      if (own && each.category() == asker.category &&
          asker.q.age >= each.below_age()) {
        return false;
      }
    }
    if (asker.q.age >= gate.min_age() &&
        (gate.below_age() == 0 || asker.q.age < gate.below_age())) {
      return true;
    }
    if (gate.or_in_school() && asker.q.in_school) return true;
    for (const GateArm& arm : gate.also()) {
      if (arm.operation() == asker.operation &&
          (arm.category().empty() || arm.category() == asker.category) &&
          asker.q.age < arm.below_age()) {
        return true;
      }
    }
    return false;
  }
  return true;
}

bool NaiveProgram::Prohibited(const Asker& asker) const {
  Set classes;
  for (const ClassedCategory& category : charter_.categories()) {
    if (category.category() == asker.category) {
      classes.insert(category.class_());
    }
  }
  for (int bit = 1; bit <= kClassC; bit <<= 1) {
    if ((asker.q.value_classes & bit) != 0) {
      classes.insert(ClassOf(static_cast<uint8_t>(bit)));
    }
  }
  for (const Prohibition& prohibition : charter_.prohibitions()) {
    if (prohibition.partner() != asker.partner) continue;
    for (const std::string& each : prohibition.classes()) {
      if (classes.count(each) != 0) return true;
    }
  }
  return false;
}

bool NaiveProgram::Barred(const Asker& asker) const {
  if (Prohibited(asker) || !GateOpen(asker)) return true;
  return asker.q.narrowed_out && !asker.q.own && !asker.coordinator;
}

NaiveAnswer NaiveProgram::ReadOrContribute(const Asker& asker) const {
  NaiveAnswer all;
  if (asker.category.empty()) return all;
  const bool reading = asker.operation == "READ";
  if (Barred(asker)) return all;
  // The coordinator's deposits of these two are operations of the role too.
  if (!reading && asker.coordinator && asker.category == "Notice" &&
      !RoleHolds(asker, "NOTICE_RECORD")) {
    return all;
  }
  if (!reading && asker.coordinator && asker.category == "LeadWorker" &&
      !RoleHolds(asker, "LEAD_WORKER_SET")) {
    return all;
  }
  bool only_basis = false;
  for (const Grant& grant : charter_.grants()) {
    if (grant.category() != asker.category ||
        grant.operation() != asker.operation) {
      continue;
    }
    if (!grant.partner().empty() && grant.partner() != asker.partner) continue;
    if (grant.role().empty()) {
      // A partner's column is its members'; what the coordinator deposits is
      // the secretariat's.
      if (!asker.of_partner || (asker.coordinator && !reading)) continue;
    } else if (grant.role() != asker.role &&
               !(grant.role() == "member" && asker.of_partner)) {
      continue;
    }
    Set holding;
    for (const std::string& relation : grant.any_of()) {
      if (asker.Holds(relation)) holding.insert(relation);
    }
    if (holding.empty()) continue;
    // By open_action, the action it pilots and no other.
    if (reading && asker.category == "Action" &&
        holding == Set{"open_action"} && asker.q.is_entry && !asker.q.carried) {
      continue;
    }
    NaiveAnswer answer = Yes();
    uint64_t fields = 0;
    uint32_t kinds = 0;
    for (const std::string& only : grant.only()) {
      const auto* content = ContentNamed(asker.q.category);
      if (only == "own_organisation") {
        answer.own_organisation = true;
      } else if (const auto* field = content->FindFieldByName(only)) {
        fields |= uint64_t{1} << static_cast<unsigned>(field->number());
      } else {
        const auto* list = content->FindFieldByName("kind")->enum_type();
        for (int i = 0; i < list->value_count(); ++i) {
          std::string name = list->value(i)->name();
          std::transform(name.begin(), name.end(), name.begin(), ::tolower);
          const bool same = name.size() > only.size() &&
                            name.substr(name.size() - only.size()) == only;
          if (same) {
            kinds |= uint32_t{1}
                     << static_cast<unsigned>(list->value(i)->number());
          }
        }
      }
    }
    if (fields != 0) answer.fields = fields;
    if (kinds != 0) answer.kinds = kinds;
    if (asker.q.kind != 0 && ((answer.kinds >> asker.q.kind) & 1) == 0)
      continue;
    Set missing;
    for (const std::string& condition : grant.all_of()) {
      if (!asker.Meets(condition)) missing.insert(condition);
    }
    if (missing.empty()) {
      Unite(answer, all);
    } else if (missing.count("adult") + missing.count("minor") +
                   missing.count("age_16_17") +
                   missing.count("told_if_minor") ==
               0) {
      only_basis = true;
    }
  }
  if (reading && asker.of_partner) {
    if (asker.q.own && asker.q.is_entry && asker.open) Unite(Yes(), all);
    if ((asker.category == "Identity" || asker.category == "LeadWorker") &&
        (asker.LeadWorker() || asker.OpenAction())) {
      Unite(Yes(), all);
    }
    if ((asker.category == "Action" || asker.category == "LeadWorker") &&
        asker.Asked()) {
      Unite(Yes(), all);
    }
  }
  all.only_basis_missing = !all.allowed && only_basis;
  return all;
}

NaiveAnswer NaiveProgram::Change(const Asker& asker) const {
  const bool validating = asker.operation == "DECISION_VALIDATE";
  if (!asker.of_partner || !RoleHolds(asker, asker.operation)) return {};
  if (asker.category.empty()) return {};
  if (validating && asker.category != "Decision") return {};
  if (!validating && !asker.q.is_entry) return {};
  if (!asker.open && !asker.exited) return {};
  if (asker.q.own && !validating) {
    if (asker.operation == "NARROW") return asker.open ? Yes() : NaiveAnswer();
    if (asker.operation == "WITHDRAW") return Yes();
    // Neither a gate nor a narrowing counts for one's own; a prohibition does.
    return Prohibited(asker) ? NaiveAnswer() : Yes();
  }
  if (asker.operation != "SUPERSEDE" && !validating) return {};
  if (Barred(asker)) return {};
  NaiveAnswer all;
  if (asker.category == "Action") {
    if (asker.LeadWorker() || (asker.q.carried && asker.OpenAction())) {
      Unite(Fields({v1::Action::kResultFieldNumber,
                    v1::Action::kCommentFieldNumber}),
            all);
    }
    if (asker.Asked()) {
      Unite(Fields({v1::Action::kAcceptedDateFieldNumber}), all);
    }
  }
  if (asker.category == "LeadWorker") {
    if (asker.q.carried && asker.LeadWorker()) {
      Unite(Fields({v1::LeadWorker::kContactsFieldNumber}), all);
    }
    if (asker.Asked()) {
      Unite(Fields({v1::LeadWorker::kAcceptedDateFieldNumber,
                    v1::LeadWorker::kMemberFieldNumber}),
            all);
    }
  }
  if (asker.category == "Decision" && asker.role == "co-pilot" &&
      asker.Pending()) {
    Unite(Fields({v1::Decision::kStateFieldNumber,
                  v1::Decision::kValidationsFieldNumber}),
          all);
  }
  return all;
}

NaiveAnswer NaiveProgram::OfRole(const Asker& asker) const {
  const std::string& operation = asker.operation;
  const bool recording =
      (operation == "NOTICE_RECORD" && asker.category == "Notice") ||
      (operation == "LEAD_WORKER_SET" && asker.category == "LeadWorker");
  if (!asker.category.empty() && !recording) return {};
  if (!RoleHolds(asker, operation)) return {};
  const Set ended = {"NOTICE_RECORD", "LEAD_WORKER_SET", "CONDITION_RECORD",
                     "EXCEPTION_VALIDATE"};
  if (ended.count(operation) != 0 && asker.exited) return {};
  if (!recording) return Yes();
  Asker contributing = asker;
  contributing.operation = "CONTRIBUTE";
  contributing.q.operation = v1::OPERATION_CONTRIBUTE;
  if (!ReadOrContribute(contributing).allowed) return {};
  return Yes();
}

NaiveAnswer NaiveProgram::Decide(const Question& q) const {
  Asker asker;
  asker.q = q;
  if (q.partner >= partners_.size()) return {};
  asker.partner = partners_[q.partner];
  asker.role = Name(q.role);
  if (asker.role.empty()) return {};
  asker.category = Name(q.category);
  asker.operation = Name(q.operation);
  asker.coordinator = asker.role == "coordinator";
  asker.of_partner =
      asker.coordinator || asker.role == "member" || asker.role == "co-pilot";
  const bool old = q.age >= charter_.clocks().ceiling_age();
  asker.exited = q.state == v1::CASE_STATE_EXITED ||
                 (old && q.state != v1::CASE_STATE_UNSPECIFIED);
  asker.open = !asker.exited && q.state != v1::CASE_STATE_UNSPECIFIED;

  const Set unsigned_too = {"WHO_AM_I", "CHARTER_READ", "CHARTER_SIGN",
                            "JOURNAL_PROOF"};
  const Set of_no_case = {
      "WHO_AM_I",        "CHARTER_READ",    "CHARTER_SIGN",
      "JOURNAL_PROOF",   "MEMBER_REGISTER", "MEMBER_CONFIRM",
      "MEMBER_SUSPEND",  "MEMBER_REMOVE",   "MEMBER_LIST",
      "CHARTER_ADOPT",   "EXPLAIN",         "JOURNAL_LIST",
      "SIGNATURE_LIST",  "SERVER_CHECK",    "CHARTER_LIST",
      "CHARTER_PREPARE", "CHARTER_PROPOSE", "CHARTER_OPINION",
      "CHARTER_AGREE",   "CHARTER_REPLAY",  "MEMBER_RECUSE",
      "JOURNAL_REVIEW",  "JOURNAL_ANSWER",  "JOURNAL_OVERSEE"};
  if ((q.standing & kSuspended) != 0) return {};
  if ((q.standing & kUnsigned) != 0 &&
      unsigned_too.count(asker.operation) == 0) {
    return {};
  }
  if ((q.standing & (kRecused | kOutOfTerm)) != 0 &&
      of_no_case.count(asker.operation) == 0) {
    return {};
  }
  NaiveAnswer answer;
  const Set changes = {"SUPERSEDE", "NARROW", "WITHDRAW", "DECISION_VALIDATE"};
  if (asker.operation == "READ" || asker.operation == "CONTRIBUTE") {
    answer = ReadOrContribute(asker);
  } else if (changes.count(asker.operation) != 0) {
    answer = Change(asker);
  } else {
    answer = OfRole(asker);
  }
  if (answer.allowed && asker.category == "Origin" && !asker.coordinator) {
    answer.fields &= ~(uint64_t{1} << v1::Origin::kProfileFieldNumber);
  }
  return answer;
}

}  // namespace sceau::policy
