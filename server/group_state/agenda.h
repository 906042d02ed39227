// The agenda of the group's review sessions, served from memory: who is
// convened by name to which case, and whether the reading window is open.
// Loaded and verified at start; changed by the writer after each commit.
#ifndef SCEAU_SERVER_GROUP_STATE_AGENDA_H_
#define SCEAU_SERVER_GROUP_STATE_AGENDA_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "sceau/storage/v1/records.pb.h"
#include "sceau/v1/session_service.pb.h"
#include "server/runtime/mutex.h"

namespace sceau {

using storage::v1::SessionRecord;

// Days of a charter's reading window.
struct WindowRule {
  int days_before = 14;  // Opens at 00:00 of D minus this, at the earliest.
  int days_after = 7;    // Ends with this day after closing.
};

// First and last civil day of reading, Europe/Paris.
struct ReadingWindow {
  absl::CivilDay first;
  absl::CivilDay last;
};

// One session as served.
struct Session {
  std::string id;
  uint64_t version = 0;
  SessionRecord record;
  // Civil day (Europe/Paris) of publication and of closing; meaningless
  // while the record's time is 0.
  absl::CivilDay publish_day;
  absl::CivilDay close_day;

  v1::ReviewSessionState state() const;
};

// The window of a published or closed session. A session not closed by the
// end of D+7 counts as closed on D, and closing it later reopens nothing.
ReadingWindow WindowOf(const Session& session, const WindowRule& rule);

// Thread safe.
class Agenda {
 public:
  // Adds or replaces a session.
  void Put(Session session) ABSL_LOCKS_EXCLUDED(mu_);

  // The session, or nullptr.
  std::shared_ptr<const Session> Find(absl::string_view id) const
      ABSL_LOCKS_EXCLUDED(mu_);

  // All sessions, by id.
  std::vector<std::shared_ptr<const Session>> All() const
      ABSL_LOCKS_EXCLUDED(mu_);

  // Whether `member` (or as the substitute) is convened by name to a published
  // item of the case, inside the reading window on `today`.
  bool IsConvened(absl::string_view case_id, absl::string_view member,
                  absl::CivilDay today, const WindowRule& rule) const
      ABSL_LOCKS_EXCLUDED(mu_);

  // Cases for which IsConvened holds today, each once.
  std::vector<std::string> CasesOf(absl::string_view member,
                                   absl::CivilDay today,
                                   const WindowRule& rule) const
      ABSL_LOCKS_EXCLUDED(mu_);

 private:
  using ByCase =
      std::map<std::string, std::vector<std::shared_ptr<const Session>>,
               std::less<>>;

  mutable Mutex mu_;
  std::map<std::string, std::shared_ptr<const Session>, std::less<>> sessions_
      ABSL_GUARDED_BY(mu_);
  // Sessions that have the case on their agenda.
  ByCase by_case_ ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_GROUP_STATE_AGENDA_H_
