// What refuses alone: a missing signature, a suspension, a recusal, the end of
// the term. Each is put with everything else open, to every asker, about
// everything, at every age.
#include <array>

#include "policy/proof/proof_parts.h"

namespace sceau::policy {
namespace {

constexpr uint64_t OperationBit(int n) {
  return uint64_t{1} << static_cast<unsigned>(n);
}

// What answers all the same. Of a recusal and of the term: what is of no case.
constexpr uint64_t kOfTheCharter = OperationBit(v1::OPERATION_WHO_AM_I) |
                                   OperationBit(v1::OPERATION_CHARTER_READ) |
                                   OperationBit(v1::OPERATION_CHARTER_SIGN) |
                                   OperationBit(v1::OPERATION_JOURNAL_PROOF);
constexpr uint64_t kOfACase =
    OperationBit(v1::OPERATION_READ) | OperationBit(v1::OPERATION_CONTRIBUTE) |
    OperationBit(v1::OPERATION_SUPERSEDE) | OperationBit(v1::OPERATION_NARROW) |
    OperationBit(v1::OPERATION_WITHDRAW) |
    OperationBit(v1::OPERATION_DECISION_VALIDATE) |
    OperationBit(v1::OPERATION_CASE_CREATE) |
    OperationBit(v1::OPERATION_LIST_ALL) |
    OperationBit(v1::OPERATION_LIST_OWN) |
    OperationBit(v1::OPERATION_SEARCH_ALL) |
    OperationBit(v1::OPERATION_SEARCH_OWN) |
    OperationBit(v1::OPERATION_NOTICE_RECORD) |
    OperationBit(v1::OPERATION_LEAD_WORKER_SET) |
    OperationBit(v1::OPERATION_CONDITION_RECORD) |
    OperationBit(v1::OPERATION_REFERRAL_SUBMIT) |
    OperationBit(v1::OPERATION_REFERRAL_READ) |
    OperationBit(v1::OPERATION_REFERRAL_DECIDE) |
    OperationBit(v1::OPERATION_SESSION_SET) |
    OperationBit(v1::OPERATION_SESSION_READ) |
    OperationBit(v1::OPERATION_EXCEPTION_VALIDATE) |
    OperationBit(v1::OPERATION_REQUEST_HANDLE) |
    OperationBit(v1::OPERATION_UNNAMED_ITEM_SET);

struct AloneFact {
  Standing standing;
  int invariant;
  // Operations that it closes.
  uint64_t closes;
};
constexpr std::array<AloneFact, 4> kAloneFacts = {{
    {kUnsigned, 4, ~kOfTheCharter},
    {kSuspended, 34, ~uint64_t{0}},
    {kRecused, 39, kOfACase},
    {kOutOfTerm, 5, kOfACase},
}};

// About a whole category; about one's own entry; about another's, awaited and
// carried.
std::array<Question, 3> MostOpen(const Question& asked) {
  Question open = asked;
  open.relations = 0xFF;
  open.conditions = kWrittenBasis | kAgreement;
  open.in_school = true;
  open.state = v1::CASE_STATE_ACTIVE;
  open.notice_given = true;
  Question own = open;
  own.is_entry = true;
  own.own = true;
  Question awaited = open;
  awaited.is_entry = true;
  awaited.asked = true;
  awaited.carried = true;
  return {open, own, awaited};
}

// Operations about the categories of a case, and those of no category.
template <typename Ask>
void ForEachWhat(Question question, const Ask& ask) {
  for (int operation = 1; operation <= v1::Operation_MAX; ++operation) {
    question.operation = static_cast<v1::Operation>(operation);
    const bool of_category = operation <= v1::OPERATION_DECISION_VALIDATE ||
                             operation == v1::OPERATION_NOTICE_RECORD ||
                             operation == v1::OPERATION_LEAD_WORKER_SET;
    for (int c = 0; c <= (of_category ? v1::Category_MAX : 0); ++c) {
      question.category = static_cast<v1::Category>(c);
      ask(question);
    }
  }
}

}  // namespace

uint64_t HoldAlone(const Program& program, const Decider& decide,
                   Counterexamples& found) {
  uint64_t asked = 0;
  const auto must_refuse = [&](int invariant, const Question& question) {
    ++asked;
    if (decide(question).allowed) found.Add(invariant, question);
  };
  const auto alone = [&](const Question& question) {
    for (const Question& open : MostOpen(question)) {
      for (const AloneFact& fact : kAloneFacts) {
        if ((OperationBit(open.operation) & fact.closes) == 0) continue;
        Question closed = open;
        closed.standing = fact.standing;
        must_refuse(fact.invariant, closed);
      }
    }
  };
  const auto unknown = [&](const Question& question) {
    for (const Question& open : MostOpen(question)) must_refuse(1, open);
  };
  // The first age of each bracket.
  const ProofSpace space(program);
  std::vector<uint8_t> ages;
  for (const Subject& subject : space.subjects()) {
    if (!ages.empty() && ages.back() == subject.from_age) continue;
    ages.push_back(subject.from_age);
  }
  Question question;
  for (const uint8_t age : ages) {
    question.age = age;
    for (int role = 0; role <= v1::Role_MAX; ++role) {
      question.role = static_cast<v1::Role>(role);
      for (size_t p = 0; p < program.partner_count(); ++p) {
        question.partner = static_cast<PartnerIndex>(p);
        if (role == v1::ROLE_UNSPECIFIED) {
          ForEachWhat(question, unknown);
        } else {
          ForEachWhat(question, alone);
        }
      }
      question.partner = kNoPartner;
      ForEachWhat(question, unknown);
    }
  }
  return asked;
}

}  // namespace sceau::policy
