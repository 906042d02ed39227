// CaseWriter: new versions, acceptances, validations, narrowing, withdrawal.
#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "google/protobuf/util/message_differencer.h"
#include "google/protobuf/util/time_util.h"

#include "server/calls/request_log.h"
#include "server/cases/case_writer.h"
#include "server/cases/conditions.h"
#include "server/cases/entry_effects.h"
#include "server/cases/judged_against.h"
#include "server/cases/own_proposal.h"
#include "server/content/validate_entry.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

// Validations that make a decision valid: two co-pilots, of two organisations.
constexpr int kValidationsNeeded = 2;

// What one change of an entry asks and does.
struct Change {
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  std::string etag = {};
  // Stores the change; the decision, repeat and etag are behind it.
  std::function<absl::Status(CaseEdit&, const EntryHeader&,
                             const policy::Decision&)>
      apply = {};
};

absl::Status CheckEtag(const EntryHeader& header, const std::string& etag) {
  if (etag.empty()) {
    return Error(v1::ERROR_REASON_ETAG_REQUIRED,
                 "say which version you change: the etag is required",
                 {{"field", "etag"}});
  }
  if (etag != EtagOf(header)) {
    return Error(v1::ERROR_REASON_ETAG_MISMATCH,
                 "the entry changed since it was read", {{"field", "etag"}});
  }
  return absl::OkStatus();
}

absl::Status ChangeEntry(const CaseRooms& rooms, const Call& call,
                         const EntryName& name, const RequestKey& key,
                         const Change& change, WriteTransaction& transaction,
                         Effect& effect, v1::Entry* answer) {
  const Pseudonyms& pseudonyms = rooms.journal.pseudonyms();
  effect.leaf.resources = {pseudonyms.Of(kCaseRowKind, name.parent().id()),
                           pseudonyms.Of(kEntryKind, name.id())};
  ASSIGN_OR_RETURN(CaseEdit edit,
                   CaseEdit::Open(rooms, transaction, name.parent()));
  const EntryHeader* header = FindHeader(edit.headers(), name.id());
  // An entry that is not there is asked about like one that is denied.
  const EntryHeader absent;
  const bool exists = edit.exists() && header != nullptr;
  const EntryHeader current = exists ? *header : absent;
  const CaseAsker asker(call, rooms.agenda, name.parent().id(), edit.facts());
  const policy::Question question = asker.About(change.operation, current);
  const policy::Decision decision = asker.Decide(question);
  ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
  if (earlier.has_value() && exists && call.caller.standing == 0) {
    const v1::EntryState made = change.operation == v1::OPERATION_WITHDRAW
                                    ? v1::ENTRY_STATE_WITHDRAWN
                                    : v1::ENTRY_STATE_STANDING;
    return AnswerRepeat(rooms, call, edit, current, earlier->version, made,
                        answer);
  }
  RETURN_IF_ERROR(StatusOfDecision(question, decision, exists, effect.leaf));
  if (!current.standing()) {
    return Error(v1::ERROR_REASON_STATE_FORBIDS,
                 "the entry was withdrawn or replaced");
  }
  RETURN_IF_ERROR(CheckEtag(current, change.etag));
  RETURN_IF_ERROR(change.apply(edit, current, decision));
  RETURN_IF_ERROR(edit.Save(call, effect.leaf));
  RETURN_IF_ERROR(Remember(transaction, key, name.id(), current.version + 1));
  return AnswerEntry(rooms, call, edit, name.id(), answer);
}

// What of a decision its validations say yes to.
v1::Decision Unvalidated(v1::Decision decision) {
  decision.clear_state();
  decision.clear_validations();
  return decision;
}

// Keeps what the server set and the change does not touch.
void CarryOver(const v1::EntryBody& old, v1::EntryBody& body) {
  if (body.has_decision() && old.has_decision()) {
    // What was validated is the whole: any other word is a new proposal.
    v1::Decision& after = *body.mutable_decision();
    const bool same = google::protobuf::util::MessageDifferencer::Equals(
        Unvalidated(old.decision()), Unvalidated(after));
    if (same) {
      after = old.decision();
    } else {
      after = Unvalidated(after);
      after.set_state(v1::DECISION_STATE_PROPOSED);
    }
  }
  if (body.has_action() && old.has_action() &&
      body.action().pilot() == old.action().pilot() &&
      old.action().has_accepted_date()) {
    *body.mutable_action()->mutable_accepted_date() =
        old.action().accepted_date();
  }
  if (body.has_lead_worker() && old.has_lead_worker() &&
      body.lead_worker().organisation() == old.lead_worker().organisation() &&
      body.lead_worker().member() == old.lead_worker().member()) {
    v1::LeadWorker& after = *body.mutable_lead_worker();
    after.set_name(old.lead_worker().name());
    if (old.lead_worker().has_accepted_date()) {
      *after.mutable_accepted_date() = old.lead_worker().accepted_date();
    }
  }
}

// The new body with the fields that the decision lets change taken from
// `wanted`, the rest from `old`. Errors: POLICY_DENIED when another differs.
absl::StatusOr<v1::EntryBody> Reported(const policy::Program& program,
                                       const policy::Decision& decision,
                                       const v1::EntryBody& old,
                                       const v1::EntryBody& wanted) {
  if (decision.fields == policy::kAllFields) return wanted;
  policy::Decision others = decision;
  others.fields = ~decision.fields;
  v1::EntryBody kept_old = old;
  v1::EntryBody kept_new = wanted;
  program.Project(others, &kept_old);
  program.Project(others, &kept_new);
  if (!google::protobuf::util::MessageDifferencer::Equals(kept_old, kept_new)) {
    return PolicyDenied();
  }
  return wanted;
}

// Whether a new version would open anew what was closed: a finished action, or
// the school's gate.
bool Reopens(const CaseFacts& before, const EntryHeader& header,
             const v1::EntryBody& wanted) {
  const auto is_open = [&header](const CaseFacts& facts) {
    const auto open_action = [&header](const auto& fact) {
      return fact.entry() == header.id && fact.open();
    };
    const auto in_school = [&header](const auto& fact) {
      return fact.entry() == header.id && fact.in_school();
    };
    return std::any_of(facts.actions().begin(), facts.actions().end(),
                       open_action) ||
           std::any_of(facts.schooling().begin(), facts.schooling().end(),
                       in_school);
  };
  CaseFacts after = before;
  ApplyEntry(after, header, wanted);
  return is_open(after) && !is_open(before);
}

// Correcting one's own is open to whom reading is closed; it gives nobody a
// relation back: that is contributing, and asked as such.
absl::Status CheckOpensNothing(const CaseRooms& rooms, const Call& call,
                               const CaseEdit& edit, const EntryHeader& current,
                               const v1::EntryBody& wanted) {
  if (current.owner == kSecretariat ||
      !Reopens(edit.facts(), current, wanted)) {
    return absl::OkStatus();
  }
  const CaseAsker asker(call, rooms.agenda, edit.name().id(), edit.facts());
  const policy::Decision contribution =
      asker.Decide(asker.About(v1::OPERATION_CONTRIBUTE, current.category));
  return contribution.allowed ? absl::OkStatus() : PolicyDenied();
}

absl::Status Replace(const CaseRooms& rooms, const Call& call, CaseEdit& edit,
                     const EntryHeader& current,
                     const policy::Decision& decision,
                     const v1::SupersedeEntryRequest& request) {
  if (CategoryOf(request.body()) != current.category) {
    return FieldError("body", "an entry keeps its category");
  }
  // A text is the owner's to declare, never who reports on the entry.
  const bool own = current.owner == call.caller.owner();
  if (!own && !request.conditions().empty()) return PolicyDenied();
  ASSIGN_OR_RETURN(const v1::EntryBody old, edit.Body(current));
  v1::EntryBody wanted = request.body();
  CarryOver(old, wanted);
  ASSIGN_OR_RETURN(wanted,
                   Reported(*call.charter->program, decision, old, wanted));
  v1::Entry checked;
  *checked.mutable_body() = request.body();
  *checked.mutable_conditions() = request.conditions();
  RETURN_IF_ERROR(ValidateEntry(checked,
                                EntryContextOf(rooms, call, edit.facts(),
                                               current.owner, current.category),
                                ""));
  RETURN_IF_ERROR(CheckOpensNothing(rooms, call, edit, current, wanted));
  if (wanted.has_lead_worker() && !wanted.lead_worker().member().empty()) {
    wanted.mutable_lead_worker()->set_name(
        DisplayNameOf(rooms, wanted.lead_worker().member()));
  }
  if (!request.conditions().empty()) {
    RETURN_IF_ERROR(CheckConditionRoom(edit.facts(), current.owner));
  }
  DeclareConditions(call, current.owner, current.category, request.conditions(),
                    edit.facts());
  return edit.Put(NextVersion(call, current, current.owner, wanted), wanted);
}

absl::Status Accept(const CaseRooms& rooms, const Call& call, CaseEdit& edit,
                    const EntryHeader& current) {
  const CaseAsker asker(call, rooms.agenda, edit.name().id(), edit.facts());
  if (!asker.IsAsked(current)) {
    return Error(v1::ERROR_REASON_STATE_FORBIDS,
                 "nothing awaits your acceptance here");
  }
  ASSIGN_OR_RETURN(v1::EntryBody body, edit.Body(current));
  if (body.has_action()) {
    *body.mutable_action()->mutable_accepted_date() = ToDate(call.today);
  } else {
    v1::LeadWorker& lead = *body.mutable_lead_worker();
    lead.set_member(MemberName::Of(call.group, call.caller.member).ToString());
    lead.set_name(call.caller.display_name);
    *lead.mutable_accepted_date() = ToDate(call.today);
  }
  return edit.Put(NextVersion(call, current, current.owner, body), body);
}

absl::Status Validate(const Call& call, CaseEdit& edit,
                      const EntryHeader& current) {
  ASSIGN_OR_RETURN(v1::EntryBody body, edit.Body(current));
  v1::Decision& decision = *body.mutable_decision();
  if (decision.validations_size() >= kValidationsNeeded) {
    return Error(v1::ERROR_REASON_STATE_FORBIDS,
                 "this decision is validated already");
  }
  for (const v1::Validation& validation : decision.validations()) {
    if (validation.partner() == call.caller.partner) {
      return Error(v1::ERROR_REASON_STATE_FORBIDS,
                   "your organisation has validated this decision");
    }
  }
  v1::Validation& validation = *decision.add_validations();
  validation.set_member(
      MemberName::Of(call.group, call.caller.member).ToString());
  validation.set_partner(call.caller.partner);
  *validation.mutable_time() =
      google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
          absl::ToUnixNanos(call.now));
  if (decision.validations_size() >= kValidationsNeeded) {
    decision.set_state(v1::DECISION_STATE_VALIDATED);
  }
  return edit.Put(NextVersion(call, current, current.owner, body), body);
}

// Runs `make` for the change once name and request id have their form.
template <typename Request>
void RunChange(const CaseRooms& rooms, const Call& call,
               v1::Operation operation, const Request& request,
               v1::Entry* response, Finish finish,
               std::function<Change(const Call&, const Request&)> make) {
  const auto name = EntryName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunWrite<Request, v1::Entry>(
      rooms, call, operation, request, response, std::move(finish),
      [&rooms, make = std::move(make), name = *name, key = *key](
          const Call& who, const Request& what, WriteTransaction& transaction,
          Effect& effect, v1::Entry* answer) {
        return ChangeEntry(rooms, who, name, key, make(who, what), transaction,
                           effect, answer);
      });
}

}  // namespace

void CaseWriter::SupersedeEntry(const Call& call,
                                const v1::SupersedeEntryRequest& request,
                                v1::Entry* response, Finish finish) const {
  using Request = v1::SupersedeEntryRequest;
  const bool is_set =
      (request.change_case() == Request::kBody) ||
      (request.change_case() == Request::kAccept && request.accept()) ||
      (request.change_case() == Request::kValidate && request.validate());
  if (!is_set) {
    return finish(FieldError("change", "give a body, accept or validate"),
                  std::nullopt);
  }
  const v1::Operation operation = request.change_case() == Request::kValidate
                                      ? v1::OPERATION_DECISION_VALIDATE
                                      : v1::OPERATION_SUPERSEDE;
  RunChange<Request>(
      rooms_, call, operation, request, response, std::move(finish),
      [this, operation](const Call& who, const Request& what) {
        return Change{
            .operation = operation,
            .etag = what.etag(),
            .apply = [this, &who, &what](CaseEdit& edit,
                                         const EntryHeader& current,
                                         const policy::Decision& decision) {
              if (what.has_accept()) return Accept(rooms_, who, edit, current);
              if (what.has_validate()) return Validate(who, edit, current);
              return Replace(rooms_, who, edit, current, decision, what);
            }};
      });
}

void CaseWriter::NarrowEntry(const Call& call,
                             const v1::NarrowEntryRequest& request,
                             v1::Entry* response, Finish finish) const {
  const absl::Status partners =
      ValidateNarrowing(request.narrowed_to(), *call.charter->program);
  if (!partners.ok()) return finish(partners, std::nullopt);
  RunChange<v1::NarrowEntryRequest>(
      rooms_, call, v1::OPERATION_NARROW, request, response, std::move(finish),
      [](const Call& who, const v1::NarrowEntryRequest& what) {
        return Change{
            .operation = v1::OPERATION_NARROW,
            .etag = what.etag(),
            .apply = [&who, &what](CaseEdit& edit, const EntryHeader& current,
                                   const policy::Decision&) -> absl::Status {
              if (IsOwnProposal(edit.facts(), current.id)) {
                RETURN_IF_ERROR(CheckProposalNarrowing(
                    what.narrowed_to(),
                    ReadersOfProposal(who, edit.facts(), current.category,
                                      current.owner),
                    "narrowed_to"));
              }
              EntryHeader next = current;
              next.author = who.caller.member;
              next.narrowed_to.assign(what.narrowed_to().begin(),
                                      what.narrowed_to().end());
              return edit.PutHeader(std::move(next));
            }};
      });
}

void CaseWriter::WithdrawEntry(const Call& call,
                               const v1::WithdrawEntryRequest& request,
                               v1::Entry* response, Finish finish) const {
  RunChange<v1::WithdrawEntryRequest>(
      rooms_, call, v1::OPERATION_WITHDRAW, request, response,
      std::move(finish),
      [](const Call& who, const v1::WithdrawEntryRequest& what) {
        return Change{
            .operation = v1::OPERATION_WITHDRAW,
            .etag = what.etag(),
            .apply = [&who](CaseEdit& edit, const EntryHeader& current,
                            const policy::Decision&) -> absl::Status {
              if (current.category == v1::CATEGORY_IDENTITY &&
                  current.owner == kSecretariat) {
                return Error(v1::ERROR_REASON_STATE_FORBIDS,
                             "the reference identity stands as long as the "
                             "case; supersede it");
              }
              EntryHeader next = current;
              next.author = who.caller.member;
              next.state = v1::ENTRY_STATE_WITHDRAWN;
              return edit.PutHeader(std::move(next));
            }};
      });
}

}  // namespace sceau
