// The configuration file of sceaud, read and checked before anything else.
//
// Everything wrong with it is told at once, each in one sentence with the
// remedy, in French or English. A syntax error is told alone, with
// line and column. Schema and defaults: config.proto.
#ifndef SCEAU_SERVER_CONFIG_H_
#define SCEAU_SERVER_CONFIG_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "proto/text/language.h"
#include "server/config.pb.h"

namespace sceau {

inline constexpr size_t kMaxConfigBytes = size_t{256} * 1024;
inline constexpr int kMaxGroups = 64;
inline constexpr char kDefaultListenAddress[] = "[::]:8443";
inline constexpr int kDefaultMaxConnections = 1024;
inline constexpr int kDefaultMaxConnectionsPerAddress = 64;
inline constexpr int kMaxWorkerThreads = 256;
inline constexpr int kMaxRehearsalDaysAhead = 3650;

// A configuration, or what is wrong with it; never both.
struct ConfigResult {
  config::Server config = {};
  std::vector<std::string> problems = {};

  bool ok() const { return problems.empty(); }
};

// Parses and checks `text`, fills in the defaults and makes every path
// absolute, relative ones being below `folder`. Looks at no file.
ConfigResult ParseConfig(absl::string_view text, absl::string_view folder,
                         Language language);

// Reads the file at `path` and parses it.
ConfigResult LoadConfig(const std::string& path, Language language);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONFIG_H_
