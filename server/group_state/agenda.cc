#include "server/group_state/agenda.h"

#include <algorithm>
#include <set>
#include <utility>

#include "server/runtime/civil.h"

namespace sceau {
namespace {

bool Convenes(const storage::v1::SessionItem& item, absl::string_view member) {
  return std::any_of(item.convened().begin(), item.convened().end(),
                     [member](const auto& convened) {
                       return convened.member() == member ||
                              convened.substitute() == member;
                     });
}

bool WindowOpen(const Session& session, absl::CivilDay today,
                const WindowRule& rule) {
  if (session.record.publish_time() == 0) return false;
  const ReadingWindow window = WindowOf(session, rule);
  return window.first <= today && today <= window.last;
}

}  // namespace

v1::ReviewSessionState Session::state() const {
  if (record.close_time() != 0) return v1::REVIEW_SESSION_STATE_CLOSED;
  return record.publish_time() != 0 ? v1::REVIEW_SESSION_STATE_PUBLISHED
                                    : v1::REVIEW_SESSION_STATE_PLANNED;
}

ReadingWindow WindowOf(const Session& session, const WindowRule& rule) {
  const absl::CivilDay day = ToCivil(session.record.date());
  const absl::CivilDay deadline = day + rule.days_after;
  const bool closed_in_time =
      session.record.close_time() != 0 && session.close_day <= deadline;
  const absl::CivilDay closed = closed_in_time ? session.close_day : day;
  return {.first = std::max(session.publish_day, day - rule.days_before),
          .last = closed + rule.days_after};
}

void Agenda::Put(Session session) {
  auto shared = std::make_shared<const Session>(std::move(session));
  MutexLock lock(mu_);
  sessions_[shared->id] = shared;
  by_case_.clear();
  for (const auto& [id, each] : sessions_) {
    for (const auto& item : each->record.items()) {
      by_case_[item.case_()].push_back(each);
    }
  }
}

std::shared_ptr<const Session> Agenda::Find(absl::string_view id) const {
  MutexLock lock(mu_);
  const auto found = sessions_.find(std::string(id));
  return found == sessions_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const Session>> Agenda::All() const {
  MutexLock lock(mu_);
  std::vector<std::shared_ptr<const Session>> all;
  all.reserve(sessions_.size());
  for (const auto& [id, session] : sessions_) all.push_back(session);
  return all;
}

bool Agenda::IsConvened(absl::string_view case_id, absl::string_view member,
                        absl::CivilDay today, const WindowRule& rule) const {
  MutexLock lock(mu_);
  const auto found = by_case_.find(std::string(case_id));
  if (found == by_case_.end()) return false;
  for (const auto& session : found->second) {
    if (!WindowOpen(*session, today, rule)) continue;
    for (const auto& item : session->record.items()) {
      if (item.case_() == case_id && Convenes(item, member)) return true;
    }
  }
  return false;
}

std::vector<std::string> Agenda::CasesOf(absl::string_view member,
                                         absl::CivilDay today,
                                         const WindowRule& rule) const {
  std::set<std::string> cases;
  MutexLock lock(mu_);
  for (const auto& [id, session] : sessions_) {
    if (!WindowOpen(*session, today, rule)) continue;
    for (const auto& item : session->record.items()) {
      if (Convenes(item, member)) cases.insert(item.case_());
    }
  }
  return {cases.begin(), cases.end()};
}

}  // namespace sceau
