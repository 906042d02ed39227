// Referrals: submitted, corrected, withdrawn, decided.
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "server/calls/request_log.h"
#include "server/cases/conditions.h"
#include "server/cases/entry_effects.h"
#include "server/cases/judged_against.h"
#include "server/cases/write_call.h"
#include "server/content/validate_referral.h"
#include "server/referrals/referral_entries.h"
#include "server/referrals/referral_record.h"
#include "server/referrals/referral_view.h"
#include "server/referrals/referrals.h"

namespace sceau {
namespace {

// `case_id`: the case that the referral became or joins; empty = none yet.
absl::Status Decide(const Call& call, v1::Operation operation, bool exists,
                    absl::string_view case_id, Effect& effect) {
  const policy::Question question = ReferralQuestion(call, operation, case_id);
  return StatusOfDecision(question, call.charter->program->Decide(question),
                          exists, effect.leaf);
}

absl::Status CheckEtag(const StoredReferral& referral,
                       const std::string& etag) {
  if (etag.empty()) {
    return Error(v1::ERROR_REASON_ETAG_REQUIRED,
                 "say which version you change: the etag is required",
                 {{"field", "etag"}});
  }
  if (etag != referral.Etag()) {
    return Error(v1::ERROR_REASON_ETAG_MISMATCH,
                 "the referral changed since it was read", {{"field", "etag"}});
  }
  return absl::OkStatus();
}

absl::Status CheckSubmitted(const StoredReferral& referral) {
  if (referral.state == v1::REFERRAL_STATE_SUBMITTED) return absl::OkStatus();
  return Error(v1::ERROR_REASON_STATE_FORBIDS,
               "the referral was decided or withdrawn");
}

// Whether the sender's organisation may say this of someone of this age: the
// referral is its first contribution, and its cells are asked as one.
absl::Status DecideContent(const Call& call, const v1::Referral& content,
                           Effect& effect) {
  CaseFacts facts;
  *facts.mutable_birth_date() = content.identity().birth_date();
  facts.set_state(v1::CASE_STATE_ADMITTED);
  facts.add_referred_by(call.caller.partner);
  DeclareConditions(call, call.caller.owner(), v1::CATEGORY_ORIGIN,
                    content.conditions(), facts);
  AddHandedOver(content, facts);
  const policy::Program& program = *call.charter->program;
  if (!program.PartnerGateOpen(
          call.caller.partner_index, AgeOf(facts, call.today), false,
          v1::CATEGORY_ORIGIN, v1::OPERATION_REFERRAL_SUBMIT)) {
    return Error(v1::ERROR_REASON_AGE_OUT_OF_SCOPE,
                 "the charter does not let your organisation refer someone of "
                 "this age",
                 {{"field", "referral.identity.birth_date"}});
  }
  const Agenda no_agenda;
  const CaseAsker asker(call, no_agenda, "", facts);
  if (asker.AwaitsNotice()) {
    return FieldError("referral.notice_handed_over",
                      "under 18, the person and a representative are told "
                      "before your organisation refers them");
  }
  const policy::Question origin =
      asker.About(v1::OPERATION_CONTRIBUTE, v1::CATEGORY_ORIGIN);
  RETURN_IF_ERROR(
      StatusOfDecision(origin, asker.Decide(origin), true, effect.leaf));
  // The charter is no secret of a case: say which part it does not allow.
  const auto may = [&asker](v1::Category category) {
    return asker.Decide(asker.About(v1::OPERATION_CONTRIBUTE, category))
        .allowed;
  };
  if (content.has_contact_details() && !may(v1::CATEGORY_CONTACT_DETAILS)) {
    return FieldError("referral.contact_details",
                      "the charter leaves this to others: take it out");
  }
  if (content.has_representative() &&
      !may(v1::CATEGORY_LEGAL_REPRESENTATIVES)) {
    return FieldError("referral.representative",
                      "the charter leaves this to others: take it out");
  }
  return absl::OkStatus();
}

// What the sender wrote, without what is the server's to set: a client may
// send back what it read.
v1::Referral Cleaned(const v1::Referral& referral) {
  v1::Referral content = referral;
  content.clear_name();
  content.clear_etag();
  content.clear_organisation();
  content.clear_author();
  content.clear_state();
  content.clear_outcome();
  content.clear_matching_cases();
  content.clear_accepted_case();
  content.clear_submit_time();
  return content;
}

// The referral as it is now; the leaf says what of it the answer holds. Of what
// a repeat is told, only the caller's own content while no case stands for it.
void Answer(const CaseRooms& rooms, const Call& call,
            const StoredReferral& referral, const CaseFacts* of_case,
            Effect& effect, v1::Referral* answer) {
  const ReferralRead read = DecideReferral(rooms, call, referral, of_case);
  PutReferral(call, read, effect.leaf);
  FillReferral(call, read, /*matches=*/{}, answer);
}

// The facts of the case that the referral became, as the transaction has them.
absl::StatusOr<std::optional<CaseFacts>> FactsOfCase(
    const CaseRooms& rooms, const Call& call, const StoredReferral& referral,
    WriteTransaction& transaction) {
  if (referral.case_id.empty()) return std::optional<CaseFacts>();
  ASSIGN_OR_RETURN(const CaseEdit edit,
                   CaseEdit::Open(rooms, transaction,
                                  CaseName::Of(call.group, referral.case_id)));
  if (!edit.exists()) return PolicyDenied();
  return std::optional(edit.facts());
}

absl::Status Submit(const CaseRooms& rooms, const Call& call,
                    const v1::SubmitReferralRequest& request,
                    const RequestKey& key, WriteTransaction& transaction,
                    Effect& effect, v1::Referral* answer) {
  RETURN_IF_ERROR(Decide(call, v1::OPERATION_REFERRAL_SUBMIT, true,
                         /*case_id=*/"", effect));
  ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
  StoredReferral referral;
  if (earlier.has_value()) {
    ASSIGN_OR_RETURN(auto stored,
                     LoadReferral(rooms, transaction, earlier->resource));
    if (!stored.has_value()) return PolicyDenied();
    referral = *std::move(stored);
  } else {
    v1::Referral content = Cleaned(request.referral());
    RETURN_IF_ERROR(
        ValidateReferral(content, ReferralContextOf(call, call.caller.partner),
                         /*is_inline=*/false, "referral"));
    RETURN_IF_ERROR(DecideContent(call, content, effect));
    referral.id = NewId(rooms.random, 'r');
    referral.owner = call.caller.partner;
    referral.author = call.caller.member;
    referral.submit_time_ns = absl::ToUnixNanos(call.now);
    referral.content = std::move(content);
    RETURN_IF_ERROR(SaveReferral(rooms, transaction, referral, effect.leaf));
    RETURN_IF_ERROR(Remember(transaction, key, referral.id, referral.version));
  }
  ASSIGN_OR_RETURN(const auto of_case,
                   FactsOfCase(rooms, call, referral, transaction));
  Answer(rooms, call, referral, of_case.has_value() ? &*of_case : nullptr,
         effect, answer);
  return absl::OkStatus();
}

// One change of a stored referral. Order: decide, existence, repeat, etag.
struct ReferralChange {
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  std::string etag = {};
  // `joined`: the facts of the case that the referral joins, if it does.
  std::function<absl::Status(StoredReferral&, WriteTransaction&, Effect&,
                             std::optional<CaseFacts>& joined)>
      apply = {};
};

absl::Status ChangeReferral(const CaseRooms& rooms, const Call& call,
                            const ReferralName& name, const RequestKey& key,
                            const ReferralChange& change,
                            WriteTransaction& transaction, Effect& effect,
                            v1::Referral* answer) {
  ASSIGN_OR_RETURN(auto stored, LoadReferral(rooms, transaction, name.id()));
  // Correcting and withdrawing are the sender's, the coordinator's too when
  // the own partner sent it; deciding is of the role.
  const bool theirs = stored.has_value() &&
                      (change.operation == v1::OPERATION_REFERRAL_DECIDE ||
                       stored->owner == call.caller.partner);
  // Of what is a case's by now, a repeat would tell too.
  const std::string case_id = stored.has_value() ? stored->case_id : "";
  RETURN_IF_ERROR(Decide(call, change.operation, theirs, case_id, effect));
  ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
  ASSIGN_OR_RETURN(std::optional<CaseFacts> of_case,
                   FactsOfCase(rooms, call, *stored, transaction));
  if (!earlier.has_value()) {
    RETURN_IF_ERROR(CheckSubmitted(*stored));
    RETURN_IF_ERROR(CheckEtag(*stored, change.etag));
    RETURN_IF_ERROR(change.apply(*stored, transaction, effect, of_case));
    RETURN_IF_ERROR(SaveReferral(rooms, transaction, *stored, effect.leaf));
    RETURN_IF_ERROR(Remember(transaction, key, name.id(), stored->version));
  }
  Answer(rooms, call, *stored, of_case.has_value() ? &*of_case : nullptr,
         effect, answer);
  return absl::OkStatus();
}

template <typename Request>
void RunChange(
    const CaseRooms& rooms, const Call& call, const std::string& name_text,
    v1::Operation operation, const Request& request, v1::Referral* response,
    Finish finish,
    std::function<ReferralChange(const Call&, const Request&)> make) {
  const auto name = ReferralName::Parse(name_text);
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunWrite<Request, v1::Referral>(
      rooms, call, operation, request, response, std::move(finish),
      [&rooms, make = std::move(make), name = *name, key = *key](
          const Call& who, const Request& what, WriteTransaction& transaction,
          Effect& effect, v1::Referral* answer) {
        return ChangeReferral(rooms, who, name, key, make(who, what),
                              transaction, effect, answer);
      });
}

// Joins the referral's Origin to the case of a person already followed.
absl::Status JoinCase(const CaseRooms& rooms, const Call& call,
                      const std::string& case_text, StoredReferral& referral,
                      WriteTransaction& transaction, Effect& effect,
                      std::optional<CaseFacts>& joined) {
  ASSIGN_OR_RETURN(const CaseName name, CaseName::Parse(case_text));
  if (name.group() != call.group) return PolicyDenied();
  ASSIGN_OR_RETURN(CaseEdit edit, CaseEdit::Open(rooms, transaction, name));
  RETURN_IF_ERROR(Decide(call, v1::OPERATION_REFERRAL_DECIDE, edit.exists(),
                         name.id(), effect));
  RETURN_IF_ERROR(PutOrigin(rooms, call, edit, referral, effect));
  RETURN_IF_ERROR(edit.Save(call, effect.leaf));
  referral.case_id = name.id();
  joined = edit.facts();
  return absl::OkStatus();
}

}  // namespace

void Referrals::SubmitReferral(const Call& call,
                               const v1::SubmitReferralRequest& request,
                               v1::Referral* response, Finish finish) const {
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunWrite<v1::SubmitReferralRequest, v1::Referral>(
      rooms_, call, v1::OPERATION_REFERRAL_SUBMIT, request, response,
      std::move(finish),
      [this, key = *key](const Call& who, const v1::SubmitReferralRequest& what,
                         WriteTransaction& transaction, Effect& effect,
                         v1::Referral* answer) {
        return Submit(rooms_, who, what, key, transaction, effect, answer);
      });
}

void Referrals::UpdateReferral(const Call& call,
                               const v1::UpdateReferralRequest& request,
                               v1::Referral* response, Finish finish) const {
  using Request = v1::UpdateReferralRequest;
  RunChange<Request>(
      rooms_, call, request.referral().name(), v1::OPERATION_REFERRAL_SUBMIT,
      request, response, std::move(finish),
      [](const Call& who, const Request& what) {
        return ReferralChange{
            .operation = v1::OPERATION_REFERRAL_SUBMIT,
            .etag = what.referral().etag(),
            .apply = [&who, &what](StoredReferral& referral, WriteTransaction&,
                                   Effect& effect,
                                   std::optional<CaseFacts>&) -> absl::Status {
              v1::Referral content = Cleaned(what.referral());
              RETURN_IF_ERROR(ValidateReferral(
                  content, ReferralContextOf(who, who.caller.partner),
                  /*is_inline=*/false, "referral"));
              RETURN_IF_ERROR(DecideContent(who, content, effect));
              referral.content = std::move(content);
              return absl::OkStatus();
            }};
      });
}

void Referrals::WithdrawReferral(const Call& call,
                                 const v1::WithdrawReferralRequest& request,
                                 v1::Referral* response, Finish finish) const {
  using Request = v1::WithdrawReferralRequest;
  RunChange<Request>(
      rooms_, call, request.name(), v1::OPERATION_REFERRAL_SUBMIT, request,
      response, std::move(finish), [](const Call&, const Request& what) {
        return ReferralChange{
            .operation = v1::OPERATION_REFERRAL_SUBMIT,
            .etag = what.etag(),
            .apply = [](StoredReferral& referral, WriteTransaction&, Effect&,
                        std::optional<CaseFacts>&) {
              referral.state = v1::REFERRAL_STATE_WITHDRAWN;
              referral.content.Clear();
              return absl::OkStatus();
            }};
      });
}

void Referrals::AcceptReferral(const Call& call,
                               const v1::AcceptReferralRequest& request,
                               v1::Referral* response, Finish finish) const {
  using Request = v1::AcceptReferralRequest;
  RunChange<Request>(
      rooms_, call, request.name(), v1::OPERATION_REFERRAL_DECIDE, request,
      response, std::move(finish),
      [this](const Call& who, const Request& what) {
        return ReferralChange{
            .operation = v1::OPERATION_REFERRAL_DECIDE,
            .etag = what.etag(),
            .apply = [this, &who, &what](
                         StoredReferral& referral,
                         WriteTransaction& transaction, Effect& effect,
                         std::optional<CaseFacts>& joined) -> absl::Status {
              if (!what.case_().empty()) {
                RETURN_IF_ERROR(JoinCase(rooms_, who, what.case_(), referral,
                                         transaction, effect, joined));
              }
              referral.state = v1::REFERRAL_STATE_ACCEPTED;
              return absl::OkStatus();
            }};
      });
}

void Referrals::RejectReferral(const Call& call,
                               const v1::RejectReferralRequest& request,
                               v1::Referral* response, Finish finish) const {
  using Request = v1::RejectReferralRequest;
  if (request.outcome() != v1::REFERRAL_OUTCOME_NO_FOLLOW_UP &&
      request.outcome() != v1::REFERRAL_OUTCOME_REORIENTED) {
    return finish(FieldError("outcome", "NO_FOLLOW_UP or REORIENTED"),
                  std::nullopt);
  }
  RunChange<Request>(
      rooms_, call, request.name(), v1::OPERATION_REFERRAL_DECIDE, request,
      response, std::move(finish), [](const Call&, const Request& what) {
        return ReferralChange{
            .operation = v1::OPERATION_REFERRAL_DECIDE,
            .etag = what.etag(),
            .apply = [&what](StoredReferral& referral, WriteTransaction&,
                             Effect&, std::optional<CaseFacts>&) {
              referral.state = v1::REFERRAL_STATE_REJECTED;
              referral.outcome = what.outcome();
              return absl::OkStatus();
            }};
      });
}

}  // namespace sceau
