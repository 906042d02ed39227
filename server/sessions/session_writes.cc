// Sessions: planned, changed, published, closed.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "server/calls/request_log.h"
#include "server/cases/case_loader.h"
#include "server/cases/entry_effects.h"
#include "server/content/validate_requests.h"
#include "server/referrals/referral_view.h"
#include "server/runtime/civil.h"
#include "server/sessions/session_record.h"
#include "server/sessions/session_view.h"
#include "server/sessions/sessions.h"
#include "server/store/state_table.h"

namespace sceau {
namespace {

// The agenda is published at most this long before the day.
constexpr int kMostDaysBefore = 21;

absl::Status SessionStateForbids(absl::string_view message) {
  return Error(v1::ERROR_REASON_STATE_FORBIDS, message);
}

// `case_id`: a case that is put on the agenda; empty = the session as a whole.
absl::Status Decide(const Call& call, bool exists, absl::string_view case_id,
                    Effect& effect) {
  const policy::Question question =
      ReferralQuestion(call, v1::OPERATION_SESSION_SET, case_id);
  return StatusOfDecision(question, call.charter->program->Decide(question),
                          exists, effect.leaf);
}

// One convocation with everyone registered. `path` is its place.
absl::Status CheckConvocation(const CaseRooms& rooms, const Call& call,
                              const v1::Convocation& convened,
                              const std::string& path,
                              storage::v1::SessionConvocation& out) {
  const auto member = MemberName::Parse(convened.member());
  if (!member.ok() || member->group() != call.group ||
      PartnerOf(rooms, member->id()).empty()) {
    return FieldError(path + ".member", "no member of that name is registered");
  }
  out.set_member(member->id());
  if (convened.substitute().empty()) return absl::OkStatus();
  const auto substitute = MemberName::Parse(convened.substitute());
  if (!substitute.ok() || substitute->group() != call.group ||
      PartnerOf(rooms, substitute->id()) != PartnerOf(rooms, member->id())) {
    return FieldError(path + ".substitute",
                      "a substitute is a member of the same partner");
  }
  out.set_substitute(substitute->id());
  return absl::OkStatus();
}

// The agenda that the request asks for. Errors: FIELD_INVALID; POLICY_DENIED
// when a case is not there.
absl::Status FillRecord(const CaseRooms& rooms, const Call& call,
                        const v1::ReviewSession& wanted,
                        WriteTransaction& transaction, Effect& effect,
                        SessionRecord& record) {
  RETURN_IF_ERROR(ValidateSession(wanted, call.today, "review_session"));
  *record.mutable_date() = wanted.date();
  // Who is recused from a case does not see its item, and so cannot leave it
  // out: it stays, behind those that are seen.
  std::vector<storage::v1::SessionItem> unseen;
  for (const storage::v1::SessionItem& item : record.items()) {
    if (IsRecused(call, item.case_())) unseen.push_back(item);
  }
  record.clear_items();
  for (int i = 0; i < wanted.items_size(); ++i) {
    const v1::AgendaItem& item = wanted.items(i);
    const std::string path = absl::StrCat("review_session.items[", i, "]");
    ASSIGN_OR_RETURN(const CaseName name, CaseName::Parse(item.case_()));
    if (name.group() != call.group) return PolicyDenied();
    ASSIGN_OR_RETURN(const auto row, FindCase(transaction, name.id()));
    RETURN_IF_ERROR(Decide(call, row.has_value(), name.id(), effect));
    effect.leaf.resources.push_back(
        rooms.journal.pseudonyms().Of(kCaseRowKind, name.id()));
    storage::v1::SessionItem& out = *record.add_items();
    out.set_item(NewId(rooms.random, 'i'));
    out.set_case_(name.id());
    for (int j = 0; j < item.convened_size(); ++j) {
      RETURN_IF_ERROR(CheckConvocation(rooms, call, item.convened(j),
                                       absl::StrCat(path, ".convened[", j, "]"),
                                       *out.add_convened()));
    }
  }
  for (storage::v1::SessionItem& item : unseen) {
    *record.add_items() = std::move(item);
  }
  return absl::OkStatus();
}

// Indexes of the items for which `holds` is false, "0,3".
absl::StatusOr<std::string> ItemsWithout(
    const CaseRooms& rooms, const Call& call, const Session& session,
    WriteTransaction& transaction,
    const std::function<bool(const CaseFacts&,
                             const storage::v1::SessionItem&)>& holds) {
  std::vector<int> indexes;
  for (int i = 0; i < session.record.items_size(); ++i) {
    const auto& item = session.record.items(i);
    ASSIGN_OR_RETURN(const CaseEdit edit,
                     CaseEdit::Open(rooms, transaction,
                                    CaseName::Of(call.group, item.case_())));
    if (!edit.exists() || !holds(edit.facts(), item)) indexes.push_back(i);
  }
  return absl::StrJoin(indexes, ",");
}

absl::Status Publish(const CaseRooms& rooms, const Call& call, Session& session,
                     WriteTransaction& transaction) {
  if (session.state() != v1::REVIEW_SESSION_STATE_PLANNED) {
    return SessionStateForbids("the agenda is published already");
  }
  if (call.today < ToCivil(session.record.date()) - kMostDaysBefore) {
    return SessionStateForbids("an agenda is published 21 days before at most");
  }
  ASSIGN_OR_RETURN(const std::string untold,
                   ItemsWithout(rooms, call, session, transaction,
                                [&call](const CaseFacts& facts,
                                        const storage::v1::SessionItem&) {
                                  return NoticeGiven(facts, call.today);
                                }));
  if (!untold.empty()) {
    return Error(v1::ERROR_REASON_NOTICE_REQUIRED,
                 "the persons of these items are still to be told",
                 {{"items", untold}});
  }
  const policy::Program& program = *call.charter->program;
  ASSIGN_OR_RETURN(
      const std::string closed,
      ItemsWithout(
          rooms, call, session, transaction,
          [&](const CaseFacts& facts, const storage::v1::SessionItem& item) {
            for (const auto& convened : item.convened()) {
              const auto partner =
                  program.FindPartner(PartnerOf(rooms, convened.member()));
              if (partner == policy::kNoPartner ||
                  !program.PartnerGateOpen(
                      partner, AgeOf(facts, call.today), InSchool(facts),
                      v1::CATEGORY_UNSPECIFIED, v1::OPERATION_READ)) {
                return false;
              }
            }
            return true;
          }));
  if (!closed.empty()) {
    return Error(v1::ERROR_REASON_FIELD_INVALID,
                 "a convened partner may not know someone of this age",
                 {{"field", "items"}, {"items", closed}});
  }
  session.record.set_publish_time(absl::ToUnixSeconds(call.now));
  session.publish_day = call.today;
  return absl::OkStatus();
}

absl::Status Close(const Call& call, Session& session) {
  if (session.state() != v1::REVIEW_SESSION_STATE_PUBLISHED) {
    return SessionStateForbids("only a published session is closed");
  }
  if (call.today < ToCivil(session.record.date())) {
    return SessionStateForbids("a session is closed on its day or later");
  }
  session.record.set_close_time(absl::ToUnixSeconds(call.now));
  session.close_day = call.today;
  return absl::OkStatus();
}

// What changes a session that is there; decision, repeat and etag are behind.
using Apply = std::function<absl::Status(Session&, WriteTransaction&, Effect&)>;

absl::Status ChangeSession(const CaseRooms& rooms, const Call& call,
                           const ReviewSessionName& name, const RequestKey& key,
                           const std::string& etag, const Apply& apply,
                           WriteTransaction& transaction, Effect& effect,
                           v1::ReviewSession* answer) {
  const auto stored = rooms.agenda.Find(name.id());
  RETURN_IF_ERROR(Decide(call, stored != nullptr, /*case_id=*/"", effect));
  ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
  Session session = *stored;
  if (!earlier.has_value()) {
    // Memory is brought up to date after the batch: a change earlier in this
    // one shows in the file alone.
    ASSIGN_OR_RETURN(const auto row,
                     FindState(transaction, kSessionRowKind, name.id()));
    const bool current = row.has_value() && row->version == session.version;
    if (etag.empty()) {
      return Error(v1::ERROR_REASON_ETAG_REQUIRED,
                   "say which version you change: the etag is required",
                   {{"field", "etag"}});
    }
    if (!current || etag != EtagOf(session)) {
      return Error(v1::ERROR_REASON_ETAG_MISMATCH,
                   "the session changed since it was read",
                   {{"field", "etag"}});
    }
    RETURN_IF_ERROR(apply(session, transaction, effect));
    RETURN_IF_ERROR(SaveSession(rooms, transaction, session, effect));
    ++session.version;
    RETURN_IF_ERROR(Remember(transaction, key, session.id, session.version));
  }
  FillSession(rooms, call, session, answer);
  return absl::OkStatus();
}

template <typename Request>
void RunChange(
    const CaseRooms& rooms, const Call& call, const std::string& name_text,
    const Request& request, v1::ReviewSession* response, Finish finish,
    std::function<std::pair<std::string, Apply>(const Call&, const Request&)>
        make) {
  const auto name = ReviewSessionName::Parse(name_text);
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunWrite<Request, v1::ReviewSession>(
      rooms, call, v1::OPERATION_SESSION_SET, request, response,
      std::move(finish),
      [&rooms, make = std::move(make), name = *name, key = *key](
          const Call& who, const Request& what, WriteTransaction& transaction,
          Effect& effect, v1::ReviewSession* answer) {
        const auto [etag, apply] = make(who, what);
        return ChangeSession(rooms, who, name, key, etag, apply, transaction,
                             effect, answer);
      });
}

}  // namespace

void Sessions::CreateReviewSession(
    const Call& call, const v1::CreateReviewSessionRequest& request,
    v1::ReviewSession* response, Finish finish) const {
  using Request = v1::CreateReviewSessionRequest;
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunWrite<Request, v1::ReviewSession>(
      rooms_, call, v1::OPERATION_SESSION_SET, request, response,
      std::move(finish),
      [this, key = *key](const Call& who, const Request& what,
                         WriteTransaction& transaction, Effect& effect,
                         v1::ReviewSession* answer) -> absl::Status {
        RETURN_IF_ERROR(Decide(who, true, /*case_id=*/"", effect));
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        Session session;
        if (earlier.has_value()) {
          const auto stored = rooms_.agenda.Find(earlier->resource);
          if (stored == nullptr) return PolicyDenied();
          session = *stored;
        } else {
          session.id = NewId(rooms_.random, 's');
          RETURN_IF_ERROR(FillRecord(rooms_, who, what.review_session(),
                                     transaction, effect, session.record));
          RETURN_IF_ERROR(SaveSession(rooms_, transaction, session, effect));
          ++session.version;
          RETURN_IF_ERROR(
              Remember(transaction, key, session.id, session.version));
        }
        FillSession(rooms_, who, session, answer);
        return absl::OkStatus();
      });
}

void Sessions::UpdateReviewSession(
    const Call& call, const v1::UpdateReviewSessionRequest& request,
    v1::ReviewSession* response, Finish finish) const {
  using Request = v1::UpdateReviewSessionRequest;
  RunChange<Request>(
      rooms_, call, request.review_session().name(), request, response,
      std::move(finish), [this](const Call& who, const Request& what) {
        return std::pair<std::string, Apply>(
            what.review_session().etag(),
            [this, &who, &what](Session& session, WriteTransaction& transaction,
                                Effect& effect) -> absl::Status {
              if (session.state() != v1::REVIEW_SESSION_STATE_PLANNED) {
                return SessionStateForbids(
                    "a published session is not changed");
              }
              return FillRecord(rooms_, who, what.review_session(), transaction,
                                effect, session.record);
            });
      });
}

void Sessions::PublishAgenda(const Call& call,
                             const v1::PublishAgendaRequest& request,
                             v1::ReviewSession* response, Finish finish) const {
  using Request = v1::PublishAgendaRequest;
  RunChange<Request>(
      rooms_, call, request.name(), request, response, std::move(finish),
      [this](const Call& who, const Request& what) {
        return std::pair<std::string, Apply>(
            what.etag(), [this, &who](Session& session,
                                      WriteTransaction& transaction, Effect&) {
              return Publish(rooms_, who, session, transaction);
            });
      });
}

void Sessions::CloseReviewSession(const Call& call,
                                  const v1::CloseReviewSessionRequest& request,
                                  v1::ReviewSession* response,
                                  Finish finish) const {
  using Request = v1::CloseReviewSessionRequest;
  RunChange<Request>(
      rooms_, call, request.name(), request, response, std::move(finish),
      [](const Call& who, const Request& what) {
        return std::pair<std::string, Apply>(
            what.etag(), [&who](Session& session, WriteTransaction&, Effect&) {
              return Close(who, session);
            });
      });
}

}  // namespace sceau
