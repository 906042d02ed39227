// What every command works with: who reads it, in which language, through which
// profile, and the service behind it.
//
// Threads: one command at a time.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_CONTEXT_H_
#define SCEAU_CLIENT_CLI_CONSOLE_CONTEXT_H_

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"

#include "client/cli/words/labels.h"
#include "client/lib/api.h"
#include "client/lib/connection.h"
#include "client/lib/profile.h"
#include "client/words/vocabulary.h"
#include "policy/decide/program.h"
#include "sceau/v1/charter_service.pb.h"

namespace sceau {

// The world outside, so that a test can be one.
struct Environment {
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  Language language = Language::kFrench;
  std::string default_profile = {};
  std::function<absl::Time()> now = {};
  std::function<absl::StatusOr<std::unique_ptr<Connection>>(const Profile&)>
      connect = {};
};

class Context {
 public:
  explicit Context(Environment environment);

  // Set by the options that every command takes.
  std::string profile_folder = {};
  bool json = false;

  Language language() const { return environment_.language; }
  // What is said to the reader, by its id (client/words/say.h).
  std::string Text(absl::string_view id, const Places& places = {}) const;
  absl::CivilDay today() const;
  absl::Time now() const { return environment_.now(); }
  Environment& environment() { return environment_; }

  // Loaded, connected, read once each. Errors: those of client/lib.
  absl::StatusOr<const Profile*> LoadedProfile();
  absl::StatusOr<Api*> Server();

  // The vocabulary of the profile, or the one compiled in.
  const Vocabulary& vocabulary();
  // With the partners' names of the charter as last read.
  const Labels& labels();

  // The charter as last read; empty when it never was.
  const v1::CharterVersion& CachedCharter();
  // The charter in force, asked of the service, checked (CheckVersion) and
  // kept in the profile. Errors: the service's, RefusedError.
  absl::StatusOr<v1::CharterVersion> FetchCharter();
  // The cached charter, fetched when there is none.
  absl::StatusOr<v1::CharterVersion> Charter();
  // The one that this workstation knew before it; empty = none.
  v1::CharterVersion EarlierCharter();
  // Its rules; null when its text is not one this program understands.
  std::shared_ptr<const policy::Program> CompiledCharter();

  // To standard output, as it is.
  void Print(absl::string_view text);
  // One message as JSON, fields named as on the wire. Errors: INTERNAL.
  absl::Status PrintJson(const google::protobuf::Message& message);
  // A sentence to standard error.
  void Say(absl::string_view text);

  // Asks yes or no of a person; UsageError without a terminal, where only the
  // option --yes can say it.
  absl::StatusOr<bool> Confirm(absl::string_view question);

  // Explains an error on standard error; contacts from the charter.
  void Report(const absl::Status& status);

 private:
  Environment environment_;
  std::optional<Profile> profile_;
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<Vocabulary> own_vocabulary_;
  bool vocabulary_read_ = false;
  bool told_of_retry_ = false;
  std::optional<v1::CharterVersion> charter_;
  std::shared_ptr<const policy::Program> program_;
  std::unique_ptr<Labels> labels_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_CONTEXT_H_
