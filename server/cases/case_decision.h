// The question of a case put to the charter: relations of the caller, one
// decision a category, one decision an entry. Everything else in cases/ asks
// here; nothing else asks the program about a case.
#ifndef SCEAU_SERVER_CASES_CASE_DECISION_H_
#define SCEAU_SERVER_CASES_CASE_DECISION_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

#include "policy/decide/types.h"
#include "server/calls/call.h"
#include "server/cases/entry_header.h"
#include "server/cases/facts.h"
#include "server/group_state/agenda.h"

namespace sceau {

// Categories are 1 to 20.
inline constexpr size_t kCategoryCount = 20;

// Who asks about which case, with all that deciding needs.
class CaseAsker {
 public:
  // `facts` may be the decoy's: then no relation holds. `call`, `facts` and
  // `agenda` outlive this object.
  CaseAsker(const Call& call, const Agenda& agenda, absl::string_view case_id,
            const CaseFacts& facts);

  // About a whole category.
  policy::Question About(v1::Operation operation, v1::Category category) const;

  // About one entry.
  policy::Question About(v1::Operation operation,
                         const EntryHeader& header) const;

  policy::Decision Decide(const policy::Question& question) const;
  policy::Decision DecideRead(v1::Category category) const {
    return Decide(About(v1::OPERATION_READ, category));
  }
  // Whether what DecideRead allows of the category is of every owner: not when
  // it rests on what some declared for their own entries, and others' lapsed.
  bool IsOfEveryOwner(v1::Category category) const;
  // F-35: of an entry made before the version in force, the version that it was
  // promised must give the reading too.
  policy::Decision DecideRead(const EntryHeader& header) const;

  // Whether the caller's organisation says nothing of this person yet, because
  // the person and a representative are still to be told (youth justice, of a
  // minor).
  bool AwaitsNotice() const;

  // Whether the entry awaits acceptance by this member or organisation; of its
  // id, which is all of it that counts.
  bool IsAsked(absl::string_view entry) const;
  bool IsAsked(const EntryHeader& header) const { return IsAsked(header.id); }

  // Whether the caller may change the entry, and so needs its etag.
  bool MayChange(const EntryHeader& header) const;

  // Whether looking at entry headers can give anything: a relation, a
  // proposal to accept, or the coordinator. From the facts alone; before the
  // person is told, nothing but what the own organisation brought counts, so
  // that a case which is hidden costs what an absent one costs.
  bool MaySeeSomething() const;

  // policy::Relation bits, raw.
  uint16_t relations() const { return relations_; }
  const CaseFacts& facts() const { return facts_; }
  const Call& call() const { return call_; }

 private:
  bool IsCarried(const EntryHeader& header) const;
  // Whether no agreement names the caller's organisation where that is needed.
  bool IsUnnamed(const EntryHeader& header) const;

  const Call& call_;
  const CaseFacts& facts_;
  uint16_t relations_ = 0;
  policy::Question base_;
};

// What the charter gives one caller of one case, before anything is opened.
struct CaseDecision {
  // By category number; index 0 is unused.
  std::array<policy::Decision, kCategoryCount + 1> sections = {};
  // Whether the caller could own entries of the category and read them.
  std::array<bool, kCategoryCount + 1> own = {};
  // Headers the caller may read, with their decisions, in order.
  struct Readable {
    EntryHeader header;
    policy::Decision decision;
    bool asked = false;
    bool may_change = false;
  };
  std::vector<Readable> readable;
  // `readable` was cut to what one answer shows of it: that the rest is not in
  // this answer makes no refusal.
  bool cut = false;

  // Whether anything of the case may be seen.
  bool Any() const;
  // Bit c: category c is released.
  uint32_t Released() const;
  // At most policy::kMaxRules rules of the decisions that allow.
  std::vector<uint16_t> Rules() const;
};

// Decides all twenty categories.
CaseDecision DecideSections(const CaseAsker& asker);

// Adds the decision of each standing header.
void DecideEntries(const CaseAsker& asker,
                   const std::vector<EntryHeader>& headers,
                   CaseDecision& decision);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_DECISION_H_
