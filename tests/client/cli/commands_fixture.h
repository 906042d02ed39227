// A workstation with a profile, before a group that answers what it is told.
#ifndef SCEAU_TESTS_CLIENT_CLI_COMMANDS_FIXTURE_H_
#define SCEAU_TESTS_CLIENT_CLI_COMMANDS_FIXTURE_H_

#include <memory>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

#include "client/cli/all_commands.h"
#include "client/cli/console/commands.h"
#include "client/cli/words/civil.h"
#include "client/lib/files.h"
#include "crypto/digest.h"
#include "policy/compile/compiler.h"
#include "tests/client/cli/fake_group.h"
#include "tests/client/cli/sample_case.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_pki.h"

namespace sceau::testing {

inline std::string ReferenceText() {
  const auto source =
      ReadFile(SCEAU_SOURCE_DIR "/policy/charters/alencon-jeunesse.textproto",
               size_t{1} << 20);
  EXPECT_THAT(source, IsOk());
  return source.value_or("");
}

// A charter of that text, as a service shows it: the reference charter.
inline v1::CharterVersion ReferenceVersion(
    const std::string& source = ReferenceText()) {
  v1::CharterVersion version;
  const auto program = policy::Compile(source).program;
  EXPECT_NE(program, nullptr);
  if (program == nullptr) return version;
  version.set_name(
      absl::StrCat("groups/alencon/charterVersions/", program->version()));
  version.set_title(std::string(program->title()));
  version.set_source(source);
  version.set_sha256(crypto::ToString(crypto::Sha256(crypto::AsBytes(source))));
  version.mutable_effective_time()->set_seconds(absl::ToUnixSeconds(
      absl::FromCivil(program->effective_day(), GroupTimeZone())));
  const policy::Contacts& contacts = program->contacts();
  v1::CharterContacts& shown = *version.mutable_contacts();
  shown.set_coordinator(contacts.coordinator);
  shown.set_charter_officer(contacts.charter_officer);
  shown.set_data_protection_officer(contacts.data_protection_officer);
  shown.set_support(contacts.support);
  shown.set_crip(contacts.crip);
  shown.set_prefecture(contacts.prefecture);
  shown.set_controller(contacts.controller);
  for (size_t i = 0; i < program->partner_count(); ++i) {
    const auto partner = static_cast<policy::PartnerIndex>(i);
    v1::CharterPartner& told = *version.add_partners();
    told.set_id(std::string(program->PartnerId(partner)));
    told.set_display_name(std::string(program->PartnerName(partner)));
    told.set_function(program->Function(partner));
    told.set_may_be_lead_worker(program->MayBeLeadWorker(partner));
  }
  return version;
}

class CommandsTest : public ::testing::Test {
 protected:
  CommandsTest() {
    const TestPki pki("sceau.test");  // As in kOrigin.
    member_ = pki.Member("mission-locale", "claire-martin");
    Write("ca.pem", pki.authority());
    Write("cert.pem", member_.certificate);
    Write("key.pem", member_.key);
    Profile profile{.folder = folder_.path(),
                    .server = "localhost:1",
                    .group = "alencon",
                    .authority = "ca.pem",
                    .certificate = "cert.pem",
                    .key = "key.pem",
                    .journal_key = group_.journal->key(),
                    .journal_origin = kOrigin};
    EXPECT_THAT(WriteProfile(profile), IsOk());
    group_.charter.set_name("groups/alencon/charterVersions/v7");
    group_.charter.set_title("Charte");
    group_.charter.set_source("pas une charte");
    group_.charter.set_sha256(crypto::ToString(
        crypto::Sha256(crypto::AsBytes(group_.charter.source()))));
    group_.charter.mutable_contacts()->set_coordinator("Mme Aubry, 0233");
    group_.me.mutable_member()->set_display_name("Martin Claire");
    group_.me.mutable_member()->set_role(v1::ROLE_MEMBER);
    group_.file = SampleCase();
  }

  void Write(const std::string& name, const std::string& text) {
    ASSERT_THAT(WriteFile(folder_.Path(name), text, S_IRUSR | S_IWUSR), IsOk());
  }

  // What a person types, with --profile; the outputs go to out_ and err_.
  int Run(std::vector<std::string> words, Language language = Language::kFrench,
          const std::string& typed = "") {
    words.insert(words.begin(), {"--profile", folder_.path()});
    return RunBare(words, language, typed);
  }
  int RunBare(const std::vector<std::string>& words,
              Language language = Language::kFrench,
              const std::string& typed = "") {
    std::ostringstream out;
    std::ostringstream err;
    std::istringstream in(typed);
    Context context({.out = out,
                     .err = err,
                     .in = in,
                     .in_is_terminal = !typed.empty(),
                     .out_is_terminal = out_is_terminal_,
                     .language = language,
                     .default_profile = folder_.Path("none"),
                     .now = [this] { return now_; },
                     .connect = [&](const Profile& profile)
                         -> absl::StatusOr<std::unique_ptr<Connection>> {
                       return group_.Connect(profile);
                     }});
    Commands commands(context);
    AddAll(commands);
    const ExitCode code = commands.Run(words);
    out_ = out.str();
    err_ = err.str();
    return static_cast<int>(code);
  }

  TempFolder folder_;
  Credential member_;
  FakeGroup group_;
  bool out_is_terminal_ = false;
  absl::Time now_ = absl::FromUnixSeconds(1'795'000'000);
  std::string out_;
  std::string err_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_CLI_COMMANDS_FIXTURE_H_
