#include "client/cli/console/context.h"

#include <map>
#include <sys/stat.h>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

#include "client/cli/console/checked_charter.h"
#include "client/cli/console/credentials.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/explain_error.h"
#include "client/lib/files.h"
#include "client/words/fold.h"
#include "policy/compile/compiler.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

// Bounds the kept charter: its source and a little more.
constexpr size_t kMaxCharterBytes = size_t{4} << 20;

// As it was kept; empty when nothing is, or nothing that can be read.
v1::CharterVersion ReadKept(const std::string& path) {
  v1::CharterVersion charter;
  const auto text = ReadFile(path, kMaxCharterBytes);
  if (!text.ok() ||
      !google::protobuf::util::JsonStringToMessage(*text, &charter).ok()) {
    charter.Clear();
  }
  return charter;
}

// Only for texts that are shown: a profile that cannot be written is no reason
// to withhold the charter.
void Keep(const v1::CharterVersion& charter, const std::string& path) {
  std::string text;
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  if (google::protobuf::util::MessageToJsonString(charter, &text, options)
          .ok()) {
    WriteFile(path, text, S_IRUSR | S_IWUSR).IgnoreError();
  }
}

}  // namespace

Context::Context(Environment environment)
    : profile_folder(environment.default_profile),
      environment_(std::move(environment)) {}

std::string Context::Text(absl::string_view id, const Places& places) const {
  return sceau::Say(language(), id, places);
}

absl::CivilDay Context::today() const {
  return absl::ToCivilDay(environment_.now(), GroupTimeZone());
}

absl::StatusOr<const Profile*> Context::LoadedProfile() {
  if (!profile_) {
    ASSIGN_OR_RETURN(profile_, LoadProfile(profile_folder));
  }
  return &*profile_;
}

absl::StatusOr<Api*> Context::Server() {
  if (!api_) {
    ASSIGN_OR_RETURN(const Profile* profile, LoadedProfile());
    RETURN_IF_ERROR(CheckCredentials(*this, *profile));
    ASSIGN_OR_RETURN(connection_, environment_.connect(*profile));
    connection_->OnRetry([this] {
      if (!environment_.err_is_terminal || told_of_retry_) return;
      told_of_retry_ = true;
      Say(Text("console.the-service-does-not"));
    });
    api_ = std::make_unique<Api>(*connection_);
  }
  return api_.get();
}

const Vocabulary& Context::vocabulary() {
  if (!vocabulary_read_) {
    vocabulary_read_ = true;
    const auto profile = LoadedProfile();
    if (profile.ok() && !(*profile)->vocabulary.empty()) {
      const std::string path = (*profile)->PathOf((*profile)->vocabulary);
      const auto text = ReadFile(path, kMaxVocabularyBytes);
      auto loaded = text.ok() ? Vocabulary::Load(*text) : text.status();
      if (loaded.ok()) {
        own_vocabulary_ = std::make_unique<Vocabulary>(*std::move(loaded));
      } else {
        Say(Text(
            "console.the-profiles-vocabulary-is-left",
            {{"file", path}, {"why", std::string(loaded.status().message())}}));
      }
    }
  }
  return own_vocabulary_ ? *own_vocabulary_ : Vocabulary::Builtin();
}

const v1::CharterVersion& Context::CachedCharter() {
  if (!charter_) {
    charter_.emplace();
    const auto profile = LoadedProfile();
    if (profile.ok()) *charter_ = ReadKept((*profile)->CharterPath());
  }
  return *charter_;
}

absl::StatusOr<v1::CharterVersion> Context::FetchCharter() {
  ASSIGN_OR_RETURN(Api* const api, Server());
  v1::GetCharterRequest request;
  request.set_name(api->Name("charterVersions", "current"));
  ASSIGN_OR_RETURN(v1::CharterVersion fetched, api->GetCharter(request));
  RETURN_IF_ERROR(CheckVersion(*this, fetched));
  DropUnreadContacts(fetched);
  const v1::CharterVersion& known = CachedCharter();
  if (!known.name().empty() && known.name() != fetched.name()) {
    Keep(known, profile_->EarlierCharterPath());
  }
  charter_ = std::move(fetched);
  labels_.reset();
  program_.reset();
  Keep(*charter_, profile_->CharterPath());
  return *charter_;
}

v1::CharterVersion Context::EarlierCharter() {
  const auto profile = LoadedProfile();
  return profile.ok() ? ReadKept((*profile)->EarlierCharterPath())
                      : v1::CharterVersion();
}

absl::StatusOr<v1::CharterVersion> Context::Charter() {
  if (!CachedCharter().name().empty()) return CachedCharter();
  return FetchCharter();
}

std::shared_ptr<const policy::Program> Context::CompiledCharter() {
  if (!program_ && !CachedCharter().source().empty()) {
    program_ = policy::CompileStored(CachedCharter().source()).program;
  }
  return program_;
}

const Labels& Context::labels() {
  if (!labels_) {
    std::map<std::string, std::string> partners;
    if (const auto program = CompiledCharter()) {
      for (size_t i = 0; i < program->partner_count(); ++i) {
        const auto partner = static_cast<policy::PartnerIndex>(i);
        partners.emplace(program->PartnerId(partner),
                         program->PartnerName(partner));
      }
    }
    labels_ =
        std::make_unique<Labels>(vocabulary(), language(), std::move(partners));
  }
  return *labels_;
}

void Context::Print(absl::string_view text) {
  environment_.out << (environment_.out_is_terminal ? SafeLines(text)
                                                    : std::string(text));
}

absl::Status Context::PrintJson(const google::protobuf::Message& message) {
  std::string text;
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  if (!google::protobuf::util::MessageToJsonString(message, &text, options)
           .ok()) {
    return absl::InternalError("a message that JSON cannot hold");
  }
  Print(text);
  return absl::OkStatus();
}

void Context::Say(absl::string_view text) {
  environment_.err << Paragraph(text);
}

absl::StatusOr<bool> Context::Confirm(absl::string_view question) {
  if (!environment_.in_is_terminal) {
    return UsageError(Text("console.without-a-terminal-say"));
  }
  environment_.err << Text("console.confirm", {{"question", Safe(question)}});
  environment_.err.flush();
  std::string answer;
  std::getline(environment_.in, answer);
  const std::string folded = FoldName(answer);
  return folded == "oui" || folded == "o" || folded == "yes" || folded == "y";
}

void Context::Report(const absl::Status& status) {
  // Who may be called is in the charter, which may be read unsigned; it is
  // asked for only where the service has just answered.
  const bool answered =
      ReasonOf(status) == v1::ERROR_REASON_POLICY_DENIED ||
      ReasonOf(status) == v1::ERROR_REASON_SIGNATURE_REQUIRED ||
      ReasonOf(status) == v1::ERROR_REASON_DANGER_REDIRECT ||
      ReasonOf(status) == v1::ERROR_REASON_RADICALISATION_REDIRECT;
  if (api_ && answered &&
      (CachedCharter().name().empty() ||
       ReasonOf(status) == v1::ERROR_REASON_SIGNATURE_REQUIRED)) {
    FetchCharter().IgnoreError();
  }
  if (json) {
    const std::string text = ErrorAsJson(status, labels(), CachedCharter());
    environment_.err << (environment_.err_is_terminal ? SafeLines(text) : text);
    return;
  }
  environment_.err << Paragraph(
      ExplainError(status, labels(), CachedCharter()));
}

}  // namespace sceau
