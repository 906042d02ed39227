// CaseWriter: a case opened from a referral, or from what the coordinator was
// told (import, telephone). One transaction, one leaf, all or nothing.
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "server/calls/request_log.h"
#include "server/cases/case_writer.h"
#include "server/cases/entry_effects.h"
#include "server/cases/judged_against.h"
#include "server/content/bounds.h"
#include "server/content/validate_referral.h"
#include "server/referrals/referral_entries.h"
#include "server/referrals/referral_record.h"
#include "server/referrals/referral_view.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

absl::Status CheckShape(const v1::CreateCaseRequest& request) {
  if (request.source_case() == v1::CreateCaseRequest::SOURCE_NOT_SET) {
    return FieldError("source", "name a referral or give an inline one");
  }
  if (request.entries_size() > kMaxEntriesPerCall) {
    return FieldError("entries", "at most 32 first entries");
  }
  for (int i = 0; i < request.entries_size(); ++i) {
    const v1::Category category = CategoryOf(request.entries(i).body());
    if (category == v1::CATEGORY_UNSPECIFIED) {
      return FieldError(absl::StrCat("entries[", i, "].body"),
                        "an entry has a body");
    }
    if (category == v1::CATEGORY_IDENTITY || category == v1::CATEGORY_ORIGIN) {
      return FieldError(absl::StrCat("entries[", i, "].body"),
                        "the referral gives identity and origin");
    }
  }
  return absl::OkStatus();
}

// The referral the case opens from. Errors: POLICY_DENIED (absent),
// STATE_FORBIDS, those of content/.
absl::StatusOr<StoredReferral> SourceOf(const CaseRooms& rooms,
                                        const Call& call,
                                        const v1::CreateCaseRequest& request,
                                        WriteTransaction& transaction) {
  if (request.has_inline_referral()) {
    RETURN_IF_ERROR(ValidateReferral(request.inline_referral(),
                                     ReferralContextOf(call, kSecretariat),
                                     /*is_inline=*/true, "inline_referral"));
    StoredReferral referral;
    referral.id = NewId(rooms.random, 'r');
    referral.owner = kSecretariat;
    referral.author = call.caller.member;
    referral.submit_time_ns = absl::ToUnixNanos(call.now);
    referral.content = request.inline_referral();
    return referral;
  }
  ASSIGN_OR_RETURN(const ReferralName name,
                   ReferralName::Parse(request.referral()));
  if (name.group() != call.group) return PolicyDenied();
  ASSIGN_OR_RETURN(auto stored, LoadReferral(rooms, transaction, name.id()));
  if (!stored.has_value()) return PolicyDenied();
  const bool open = stored->state == v1::REFERRAL_STATE_SUBMITTED ||
                    stored->state == v1::REFERRAL_STATE_ACCEPTED;
  if (!open || !stored->case_id.empty()) {
    return Error(v1::ERROR_REASON_STATE_FORBIDS,
                 "the referral was decided otherwise, or has a case");
  }
  return *std::move(stored);
}

absl::Status CheckAgeToday(const Call& call, const CaseFacts& facts) {
  if (AgeOf(facts, call.today) < call.charter->program->clocks().ceiling_age) {
    return absl::OkStatus();
  }
  return Error(v1::ERROR_REASON_AGE_OUT_OF_SCOPE,
               "the person has reached the group's ceiling of age",
               {{"field", "birth_date"}});
}

absl::StatusOr<CaseEdit> Open(const CaseRooms& rooms, const Call& call,
                              const v1::CreateCaseRequest& request,
                              WriteTransaction& transaction, Effect& effect) {
  ASSIGN_OR_RETURN(StoredReferral referral,
                   SourceOf(rooms, call, request, transaction));
  const CaseName name = CaseName::Of(call.group, NewId(rooms.random, 'c'));
  CaseEdit edit = CaseEdit::New(rooms, transaction, name);
  CaseFacts& facts = edit.facts();
  facts.set_state(v1::CASE_STATE_ADMITTED);
  *facts.mutable_opened_date() = ToDate(call.today);
  *facts.mutable_referral_date() = referral.content.date();
  RETURN_IF_ERROR(PutReferralEntries(rooms, call, edit, referral, effect));
  RETURN_IF_ERROR(CheckAgeToday(call, edit.facts()));
  for (int i = 0; i < request.entries_size(); ++i) {
    const v1::Entry& entry = request.entries(i);
    RETURN_IF_ERROR(DecideDeposit(rooms, call, edit, entry, effect.leaf));
    RETURN_IF_ERROR(Deposit(rooms, call, edit, entry,
                            absl::StrCat("entries[", i, "]"), effect)
                        .status());
  }
  RETURN_IF_ERROR(edit.Save(call, effect.leaf));
  referral.state = v1::REFERRAL_STATE_ACCEPTED;
  referral.case_id = name.id();
  RETURN_IF_ERROR(SaveReferral(rooms, transaction, referral, effect.leaf));
  effect.leaf.resources.push_back(
      rooms.journal.pseudonyms().Of(kCaseRowKind, name.id()));
  return edit;
}

// `case_id`: the case that an earlier call of this request made; empty = none.
absl::Status DecideCreate(const Call& call, absl::string_view case_id,
                          Effect& effect) {
  const policy::Question question =
      ReferralQuestion(call, v1::OPERATION_CASE_CREATE, case_id);
  return StatusOfDecision(question, call.charter->program->Decide(question),
                          /*exists=*/true, effect.leaf);
}

absl::Status Create(const CaseRooms& rooms, const Call& call,
                    const v1::CreateCaseRequest& request, const RequestKey& key,
                    WriteTransaction& transaction, Effect& effect,
                    v1::Case* answer) {
  RETURN_IF_ERROR(DecideCreate(call, /*case_id=*/"", effect));
  ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
  if (earlier.has_value()) {
    ASSIGN_OR_RETURN(const CaseName name, CaseName::Parse(earlier->resource));
    RETURN_IF_ERROR(DecideCreate(call, name.id(), effect));
    ASSIGN_OR_RETURN(const CaseEdit edit,
                     CaseEdit::Open(rooms, transaction, name));
    if (!edit.exists()) return PolicyDenied();
    AnswerCase(rooms, call, edit, answer);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const CaseEdit edit,
                   Open(rooms, call, request, transaction, effect));
  RETURN_IF_ERROR(
      Remember(transaction, key, edit.name().ToString(), edit.version()));
  AnswerCase(rooms, call, edit, answer);
  return absl::OkStatus();
}

}  // namespace

void CaseWriter::CreateCase(const Call& call,
                            const v1::CreateCaseRequest& request,
                            v1::Case* response, Finish finish) const {
  const absl::Status shape = CheckShape(request);
  if (!shape.ok()) return finish(shape, std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunWrite<v1::CreateCaseRequest, v1::Case>(
      rooms_, call, v1::OPERATION_CASE_CREATE, request, response,
      std::move(finish),
      [this, key = *key](const Call& who, const v1::CreateCaseRequest& what,
                         WriteTransaction& transaction, Effect& effect,
                         v1::Case* answer) {
        return Create(rooms_, who, what, key, transaction, effect, answer);
      });
}

}  // namespace sceau
