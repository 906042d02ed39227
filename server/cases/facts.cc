#include "server/cases/facts.h"

#include <algorithm>
#include <set>
#include <string>

#include "crypto/envelope.h"
#include "policy/decide/ages.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/call.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

constexpr absl::string_view kFactsKind = "facts";

crypto::SealContext FactsContext(absl::string_view resource, uint64_t version) {
  return {.kind = kFactsKind,
          .resource = resource,
          .category = {},
          .version = version,
          .key_version = 1};
}

// Takes the facts that `entry` made out of `list`.
template <typename List>
void RemoveOf(List* list, absl::string_view entry) {
  list->erase(std::remove_if(
                  list->begin(), list->end(),
                  [entry](const auto& fact) { return fact.entry() == entry; }),
              list->end());
}

bool IsFollowUp(v1::DecisionCode code) {
  return code == v1::DECISION_CODE_FOLLOW_UP ||
         code == v1::DECISION_CODE_FOLLOW_UP_WITH_LEAD_WORKER ||
         code == v1::DECISION_CODE_FOLLOW_UP_CONTINUED;
}

bool IsEnd(v1::DecisionCode code) {
  return code == v1::DECISION_CODE_NO_FOLLOW_UP ||
         code == v1::DECISION_CODE_REORIENTED ||
         code == v1::DECISION_CODE_EXIT_FROM_FOLLOW_UP;
}

bool IsOpen(v1::ActionResult result) {
  switch (result) {
    case v1::ACTION_RESULT_UNSPECIFIED:
    case v1::ACTION_RESULT_NOT_STARTED:
    case v1::ACTION_RESULT_IN_PROGRESS_RESULT:
    case v1::ACTION_RESULT_PARTLY_DONE:
    case v1::ACTION_RESULT_TO_BE_RESCHEDULED:
      return true;
    default:  // Every other result closes.
      return false;
  }
}

absl::CivilDay MajorityOf(const CaseFacts& facts) {
  return policy::AddYears(ToCivil(facts.birth_date()), 18);
}

template <typename Fact>
void SetReaders(const EntryHeader& header, Fact& fact) {
  fact.mutable_narrowed_to()->Assign(header.narrowed_to.begin(),
                                     header.narrowed_to.end());
}

void AddDecision(CaseFacts& facts, const EntryHeader& header,
                 const v1::Decision& decision) {
  auto& fact = *facts.add_decisions();
  fact.set_entry(header.id);
  SetReaders(header, fact);
  fact.set_code(decision.code());
  *fact.mutable_date() = decision.date();
  if (decision.has_review_date()) {
    *fact.mutable_review_date() = decision.review_date();
  }
  for (const v1::Validation& validation : decision.validations()) {
    fact.add_validated_by(validation.partner());
  }
}

void AddStanding(CaseFacts& facts, const EntryHeader& header,
                 const v1::EntryBody& body, bool own_proposal) {
  if (body.has_identity()) {
    if (header.owner == kSecretariat) {
      *facts.mutable_birth_date() = body.identity().birth_date();
    }
  } else if (body.has_schooling()) {
    const auto status = body.schooling().status();
    auto& fact = *facts.add_schooling();
    fact.set_entry(header.id);
    fact.set_in_school(status == v1::SCHOOLING_STATUS_IN_SCHOOL ||
                       status == v1::SCHOOLING_STATUS_DISTANCE_LEARNING ||
                       status == v1::SCHOOLING_STATUS_BETWEEN_SCHOOLS ||
                       status == v1::SCHOOLING_STATUS_RETURNING);
  } else if (body.has_decision()) {
    AddDecision(facts, header, body.decision());
  } else if (body.has_action()) {
    const v1::Action& action = body.action();
    auto& fact = *facts.add_actions();
    fact.set_entry(header.id);
    SetReaders(header, fact);
    fact.set_pilot(action.pilot());
    fact.set_own_proposal(own_proposal);
    fact.set_accepted(action.has_accepted_date());
    fact.set_open(IsOpen(action.result()));
    if (action.has_due_date()) *fact.mutable_due_date() = action.due_date();
  } else if (body.has_lead_worker() &&
             (header.owner == kSecretariat || own_proposal)) {
    // What else a partner deposits here names nobody: who could end it then?
    const v1::LeadWorker& lead = body.lead_worker();
    auto& fact = *facts.add_lead_workers();
    fact.set_entry(header.id);
    SetReaders(header, fact);
    fact.set_organisation(lead.organisation());
    fact.set_own_proposal(own_proposal);
    // The wire names the member; facts, like callers, know the id.
    const auto member = MemberName::Parse(lead.member());
    fact.set_member(member.ok() ? member->id() : "");
    fact.set_accepted(lead.has_accepted_date());
    fact.set_ended(lead.has_end_date());
  } else if (body.has_notice()) {
    auto& fact = *facts.add_notices();
    fact.set_entry(header.id);
    if (body.notice().has_exemption()) {
      *fact.mutable_exempted_until() = body.notice().exemption().until();
    } else {
      *fact.mutable_date() = body.notice().date();
      fact.set_recipient(body.notice().recipient());
    }
  }
}

}  // namespace

crypto::Bytes SealFacts(const crypto::AeadKey& key, absl::string_view resource,
                        uint64_t version, const CaseFacts& facts) {
  const std::string plain = facts.SerializeAsString();
  return crypto::SealRecord(key, FactsContext(resource, version),
                            crypto::AsBytes(plain));
}

absl::StatusOr<CaseFacts> OpenFacts(const crypto::AeadKey& key,
                                    absl::string_view resource,
                                    uint64_t version, crypto::ByteView sealed) {
  const auto opened =
      crypto::OpenRecord(key, FactsContext(resource, version), sealed);
  CaseFacts facts;
  if (!opened.ok() || !facts.ParseFromArray(opened->Reveal().data(),
                                            static_cast<int>(opened->size()))) {
    return Error(v1::ERROR_REASON_CIPHERTEXT_REJECTED,
                 "a facts record does not open");
  }
  return facts;
}

crypto::Bytes SealDecoy(const crypto::AeadKey& key) {
  // About the size of a usual record, so that opening costs the same.
  CaseFacts facts;
  *facts.mutable_birth_date() = ToDate(absl::CivilDay(2008, 1, 1));
  for (int i = 0; i < 4; ++i) facts.add_notices()->set_entry("absent");
  return SealFacts(key, kDecoyResource, 0, facts);
}

bool IsPerson(v1::NoticeRecipient recipient) {
  return recipient == v1::NOTICE_RECIPIENT_PERSON ||
         recipient == v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES;
}

bool IsRepresentative(v1::NoticeRecipient recipient) {
  return recipient == v1::NOTICE_RECIPIENT_ONE_REPRESENTATIVE ||
         recipient == v1::NOTICE_RECIPIENT_BOTH_REPRESENTATIVES ||
         recipient == v1::NOTICE_RECIPIENT_GUARDIAN ||
         recipient == v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES;
}

bool IsMinor(const CaseFacts& facts, absl::CivilDay today) {
  return !facts.has_birth_date() || today < MajorityOf(facts);
}

v1::NoticeState NoticeStateOf(const CaseFacts& facts, absl::CivilDay today) {
  bool person = false;
  bool representative = false;
  bool exempted = false;
  for (const auto& notice : facts.notices()) {
    if (!notice.has_date()) {
      exempted |= notice.has_exempted_until() &&
                  today <= ToCivil(notice.exempted_until());
    } else if (!IsMinor(facts, ToCivil(notice.date()))) {
      return v1::NOTICE_STATE_RECORDED;
    } else {
      const bool of_before =
          notice.recipient() == v1::NOTICE_RECIPIENT_UNSPECIFIED;
      person |= of_before || IsPerson(notice.recipient());
      representative |= of_before || IsRepresentative(notice.recipient());
    }
  }
  if (person && representative) {
    return IsMinor(facts, today) ? v1::NOTICE_STATE_RECORDED
                                 : v1::NOTICE_STATE_RENEWAL_DUE;
  }
  return exempted ? v1::NOTICE_STATE_EXEMPTED : v1::NOTICE_STATE_DUE;
}

bool NoticeGiven(const CaseFacts& facts, absl::CivilDay today) {
  return NoticeStateOf(facts, today) != v1::NOTICE_STATE_DUE;
}

v1::CaseState StateOf(const CaseFacts& facts, absl::CivilDay today,
                      int ceiling_age) {
  const bool past_ceiling =
      facts.has_birth_date() &&
      policy::CompletedYears(ToCivil(facts.birth_date()), today) >= ceiling_age;
  return past_ceiling ? v1::CASE_STATE_EXITED : facts.state();
}

bool InSchool(const CaseFacts& facts) {
  return std::any_of(facts.schooling().begin(), facts.schooling().end(),
                     [](const auto& fact) { return fact.in_school(); });
}

uint8_t AgeOf(const CaseFacts& facts, absl::CivilDay today) {
  if (!facts.has_birth_date()) return 0;
  const int age = policy::CompletedYears(ToCivil(facts.birth_date()), today);
  return static_cast<uint8_t>(std::clamp(age, 0, 254));
}

bool IsOwnProposal(const CaseFacts& facts, absl::string_view entry) {
  const auto says = [entry](const auto& fact) {
    return fact.entry() == entry && fact.own_proposal();
  };
  return std::any_of(facts.actions().begin(), facts.actions().end(), says) ||
         std::any_of(facts.lead_workers().begin(), facts.lead_workers().end(),
                     says);
}

void ApplyEntry(CaseFacts& facts, const EntryHeader& header,
                const v1::EntryBody& body, bool own_proposal) {
  own_proposal |= IsOwnProposal(facts, header.id);
  RemoveOf(facts.mutable_schooling(), header.id);
  RemoveOf(facts.mutable_decisions(), header.id);
  RemoveOf(facts.mutable_actions(), header.id);
  RemoveOf(facts.mutable_lead_workers(), header.id);
  RemoveOf(facts.mutable_notices(), header.id);
  if (header.standing()) AddStanding(facts, header, body, own_proposal);
}

void Advance(CaseFacts& facts, const std::vector<EntryHeader>& headers,
             absl::CivilDay today) {
  std::set<std::string> contributors;
  for (const EntryHeader& header : headers) {
    if (header.standing() && header.owner != kSecretariat) {
      contributors.insert(header.owner);
    }
  }
  facts.clear_contributors();
  for (const std::string& partner : contributors) {
    facts.add_contributors(partner);
  }
  if (facts.state() == v1::CASE_STATE_EXITED) return;
  facts.clear_review_due_date();
  bool follow_up = false;
  for (const auto& decision : facts.decisions()) {
    if (decision.validated_by_size() < 2) continue;
    if (IsEnd(decision.code())) {
      facts.set_state(v1::CASE_STATE_EXITED);
      *facts.mutable_exit_date() = ToDate(today);
      return;
    }
    if (IsFollowUp(decision.code())) {
      follow_up = true;
      if (decision.has_review_date()) {
        *facts.mutable_review_due_date() = decision.review_date();
      }
    }
  }
  if (follow_up && facts.state() == v1::CASE_STATE_ADMITTED &&
      NoticeGiven(facts, today)) {
    facts.set_state(v1::CASE_STATE_ACTIVE);
  }
}

v1::Administrative AdministrativeOf(const CaseFacts& facts,
                                    absl::CivilDay today, int ceiling_age) {
  v1::Administrative out;
  out.set_state(StateOf(facts, today, ceiling_age));
  *out.mutable_opened_date() = facts.opened_date();
  out.set_notice_state(NoticeStateOf(facts, today));
  if (out.notice_state() == v1::NOTICE_STATE_DUE) {
    const absl::CivilDay opened = ToCivil(facts.opened_date());
    *out.mutable_notice_due_date() = ToDate(policy::AddMonths(opened, 1));
  }
  if (facts.has_review_due_date()) {
    *out.mutable_review_due_date() = facts.review_due_date();
  }
  if (facts.has_exit_date()) *out.mutable_exit_date() = facts.exit_date();
  return out;
}

}  // namespace sceau
