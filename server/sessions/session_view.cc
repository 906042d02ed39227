#include "server/sessions/session_view.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

#include "proto/contract/names.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

using google::protobuf::util::TimeUtil;

bool IsConvened(const storage::v1::SessionItem& item,
                const std::string& member) {
  return std::any_of(item.convened().begin(), item.convened().end(),
                     [&member](const auto& convened) {
                       return convened.member() == member ||
                              convened.substitute() == member;
                     });
}

void FillItem(const CaseRooms& rooms, const Call& call,
              const std::string& session_name,
              const storage::v1::SessionItem& item, v1::AgendaItem& out) {
  out.set_name(absl::StrCat(session_name, "/agendaItems/", item.item()));
  out.set_case_(CaseName::Of(call.group, item.case_()).ToString());
  for (const auto& convened : item.convened()) {
    const bool own = PartnerOf(rooms, convened.member()) == call.caller.partner;
    if (!call.caller.IsCoordinator() && !own) continue;
    v1::Convocation& line = *out.add_convened();
    line.set_member(MemberName::Of(call.group, convened.member()).ToString());
    if (!convened.substitute().empty()) {
      line.set_substitute(
          MemberName::Of(call.group, convened.substitute()).ToString());
    }
  }
}

}  // namespace

std::string PartnerOf(const CaseRooms& rooms, const std::string& member) {
  const auto state = rooms.members.state();
  const auto found = state->members.find(member);
  if (found == state->members.end() ||
      found->second.membership == Membership::kRemoved) {
    return "";
  }
  return found->second.partner;
}

std::string EtagOf(const Session& session) {
  return absl::StrCat("\"s", session.version, "\"");
}

bool FillSession(const CaseRooms& rooms, const Call& call,
                 const Session& session, v1::ReviewSession* out) {
  const bool coordinator = call.caller.IsCoordinator();
  const v1::ReviewSessionState state = session.state();
  if (!coordinator && state == v1::REVIEW_SESSION_STATE_PLANNED) return false;
  const std::string name =
      ReviewSessionName::Of(call.group, session.id).ToString();
  for (const auto& item : session.record.items()) {
    if (IsRecused(call, item.case_())) continue;
    if (coordinator || IsConvened(item, call.caller.member)) {
      FillItem(rooms, call, name, item, *out->add_items());
    }
  }
  if (!coordinator && out->items().empty()) return false;
  out->set_name(name);
  *out->mutable_date() = session.record.date();
  out->set_state(state);
  if (coordinator) out->set_etag(EtagOf(session));
  if (state == v1::REVIEW_SESSION_STATE_PLANNED) return true;
  *out->mutable_publish_time() =
      TimeUtil::SecondsToTimestamp(session.record.publish_time());
  if (state == v1::REVIEW_SESSION_STATE_CLOSED) {
    *out->mutable_close_time() =
        TimeUtil::SecondsToTimestamp(session.record.close_time());
  }
  const policy::Clocks& clocks = call.charter->program->clocks();
  const ReadingWindow window =
      WindowOf(session, {.days_before = clocks.window_days_before,
                         .days_after = clocks.window_days_after});
  *out->mutable_window_start_date() = ToDate(window.first);
  *out->mutable_window_end_date() = ToDate(window.last);
  return true;
}

}  // namespace sceau
