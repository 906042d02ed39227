// The charter in force, compiled: who may do what with which part of a case
// file, in which relation, at which age, with which text behind it.
//
// Guarantee: Decide() is total and pure. What no grant gives is refused; a
// prohibition, a closed gate, a narrowing and a bad standing beat every grant;
// a question that makes no sense is refused.
// Source: the group's charter; policy/README.md.
// Threads: immutable, shared between threads without a lock.
// Units: ages in completed years. No I/O, no clock.
#ifndef SCEAU_POLICY_DECIDE_PROGRAM_H_
#define SCEAU_POLICY_DECIDE_PROGRAM_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "policy/decide/tables.h"
#include "policy/decide/types.h"

namespace sceau::policy {

class Program {
 public:
  // INVARIANT: `tables` comes from the compiler.
  explicit Program(Tables tables) : tables_(std::move(tables)) {}

  // The one decision. Allocates nothing, never fails; well under 1 µs.
  //
  // READ and CONTRIBUTE want a category, a case state and the asker's raw
  // relations; before a case exists it is asked as ADMITTED. With is_entry,
  // about one entry; without, about what could be shown of the category.
  // SUPERSEDE, NARROW and WITHDRAW want is_entry; of SUPERSEDE the fields are
  // those that may change. DECISION_VALIDATE wants DECISION. NOTICE_RECORD and
  // LEAD_WORKER_SET take their category or none; every other operation wants
  // CATEGORY_UNSPECIFIED and is the role's, whatever the case.
  // The gate of a referral is not asked here: see PartnerGateOpen().
  Decision Decide(const Question& question) const;

  // kNoPartner when the charter does not know it.
  PartnerIndex FindPartner(absl::string_view id) const;
  size_t partner_count() const { return tables_.partners.size(); }
  // INVARIANT, of every function that takes a partner: it is in range.
  absl::string_view PartnerId(PartnerIndex partner) const {
    return tables_.partners[partner].id;
  }
  // Its name in French.
  absl::string_view PartnerName(PartnerIndex partner) const {
    return tables_.partners[partner].name;
  }
  // What it does; whatever the law says of an organisation asks this.
  v1::PartnerFunction Function(PartnerIndex partner) const {
    return tables_.partners[partner].function;
  }
  // Of a partner id; UNSPECIFIED of the secretariat and of an id that the
  // charter does not know.
  v1::PartnerFunction FunctionOf(absl::string_view id) const;
  // Of the function, by id; one at most, but of LOCAL_MISSION and MEDIATION.
  std::vector<PartnerIndex> PartnersOf(v1::PartnerFunction function) const;
  // The only one of the function, the first of several; kNoPartner when none.
  PartnerIndex FirstOf(v1::PartnerFunction function) const;
  bool MayBeLeadWorker(PartnerIndex partner) const {
    return tables_.partners[partner].may_be_lead_worker;
  }

  // Classes the partner may never see (DataClass bits).
  uint8_t ProhibitedClasses(PartnerIndex partner) const {
    return tables_.partners[partner].prohibited;
  }
  // Class of the category (one DataClass bit); 0 of CATEGORY_UNSPECIFIED.
  uint8_t CategoryClass(v1::Category category) const;
  // Classes that the values of `body` and its owner betray beside the
  // category's, for Question::value_classes. Values of repeated fields are not
  // counted: RemoveProhibitedValues() takes them out one by one.
  uint8_t ValueClasses(const v1::EntryBody& body,
                       absl::string_view owner) const;
  // Takes out of the repeated fields the values of a class in `prohibited`.
  void RemoveProhibitedValues(uint8_t prohibited, v1::EntryBody* body) const;
  // Clears every field that `decision` does not show. Refused: all of them.
  void Project(const Decision& decision, v1::EntryBody* body) const;

  // Whether the partner acts at this age. `own`: about an entry of its own
  // organisation. Without a category, what it may do at all: be convened, be
  // lead worker, pilot. A referral is asked as OPERATION_REFERRAL_SUBMIT.
  bool PartnerGateOpen(PartnerIndex partner, uint8_t age, bool in_school,
                       v1::Category category, v1::Operation operation,
                       bool own = false) const;

  // What a rule index of a Decision says. INVARIANT: index < rule_count().
  const RuleText& rule(uint16_t index) const { return tables_.rules[index]; }
  size_t rule_count() const { return tables_.rules.size(); }
  // The rules that could give `operation`, READ or CONTRIBUTE, on the category
  // to this asker, in some relation at some age; each once. Allocates.
  std::vector<uint16_t> RulesFor(PartnerIndex partner, v1::Role role,
                                 v1::Category category,
                                 v1::Operation operation) const;
  // Of a section that is withheld: the article that gives it to others, and
  // who they are, in a French sentence. Empty of CATEGORY_UNSPECIFIED.
  absl::string_view ArticleFor(v1::Category category) const;
  absl::string_view ReasonFor(v1::Category category) const;

  // The group's name of this charter.
  absl::string_view title() const { return tables_.title; }
  // Id of the version, in the form of a resource id.
  absl::string_view version() const { return tables_.version; }
  // First and last day of its term, both included.
  absl::CivilDay effective_day() const { return tables_.effective_day; }
  absl::CivilDay term_end_day() const { return tables_.term_end_day; }
  const Contacts& contacts() const { return tables_.contacts; }
  const Clocks& clocks() const { return tables_.clocks; }
  // Of the territory, five digits each, sorted.
  const std::vector<std::string>& postal_codes() const {
    return tables_.postal_codes;
  }
  bool IsPostalCode(absl::string_view code) const;
  // Whether a signature by a key of this kind counts.
  bool TakesSignatureOf(SigningKey key) const {
    return (tables_.signing_keys & key) != 0;
  }
  // Whether the office may have a deputy; of the co-pilots, each.
  bool MayHaveDeputy(v1::Role role) const {
    return (tables_.deputy_roles >> static_cast<unsigned>(role) & 1) != 0;
  }

  // What it decides from, for whoever proves something of it (proof.h).
  const Tables& tables() const { return tables_; }

 private:
  // The parts of Decide(), in decide.cc. INVARIANT: partner and role are known.
  Decision DecideCell(const Question& question) const;
  Decision DecideEntry(const Question& question) const;
  Decision DecideCorrection(const Question& question,
                            v1::CaseState state) const;
  Decision DecideReport(const Question& question, v1::CaseState state) const;
  Decision DecideRole(const Question& question) const;
  void ApplyGrant(const Question& question, const CellGrant& grant,
                  uint16_t effective, Decision& decision) const;
  // What beats every grant; kNone when nothing does.
  Refusal Barred(const Question& question) const;
  // The case's state; past the age ceiling, exited whatever is recorded.
  v1::CaseState StateOf(const Question& question) const;
  bool RoleHolds(v1::Role role, v1::Operation operation) const {
    return ((tables_.role_operations[static_cast<size_t>(role)] >>
             static_cast<unsigned>(operation)) &
            1) != 0;
  }
  uint16_t RuleIndex(RuleId rule) const {
    return tables_.rule_indexes[static_cast<size_t>(rule)];
  }

  const Tables tables_;
};

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DECIDE_PROGRAM_H_
