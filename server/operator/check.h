// What an operator asks before starting, and after something went wrong: is
// the configuration sound, are the files there and closed to others, does the
// journal's tree hold?
#ifndef SCEAU_SERVER_OPERATOR_CHECK_H_
#define SCEAU_SERVER_OPERATOR_CHECK_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "proto/text/language.h"
#include "server/config.h"
#include "server/group.h"

namespace sceau {

// Sentences to print; each problem comes with its remedy.
struct CheckReport {
  std::vector<std::string> good = {};
  std::vector<std::string> problems = {};
  bool other_version = false;  // IsOtherVersion of one of them (explain.h).
};

// Where the configuration places a group.
GroupPlace PlaceOf(const config::Server& config, const config::Group& group);

// The TLS files: readable, key and certificate belong together, the key closed
// to others, not expired at `now`.
void CheckTls(const config::Tls& tls, absl::Time now, Language language,
              CheckReport& report);

// The group's files: there, closed to others, served by nobody. Opens none.
void CheckPlace(const GroupPlace& place, Language language,
                CheckReport& report);

// CheckPlace; every page of the files; then opens the group as a start does:
// WALs emptied, root recomputed, checkpoint extended, every row of its state
// held against the journal, the charter compiled and proven; then the records
// that a start leaves to their readers (check_records.h).
void CheckGroup(const GroupPlace& place, const GroupWorld& world,
                Language language, CheckReport& report);

// A charter's text, every issue with line and column; one that has none is
// held against the law's floor, every question asked: a second. `name`: of the
// file.
void CheckCharter(absl::string_view name, absl::string_view text,
                  Language language, CheckReport& report);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_CHECK_H_
