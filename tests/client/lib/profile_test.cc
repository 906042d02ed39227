#include "client/lib/profile.h"

#include <optional>
#include <string>

#include "absl/strings/str_replace.h"

#include "client/lib/files.h"
#include "tests/client/lib/fake_journal.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::sceau::testing::FakeJournal;
using ::sceau::testing::IsOk;
using ::sceau::testing::TempFolder;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::Field;
using ::testing::Optional;
using Kind = ProfileIssue::Kind;

class ProfileTest : public ::testing::Test {
 protected:
  ProfileTest() {
    Write("ca.pem", "authority", 0644);
    Write("cert.pem", "certificate", 0644);
    Write("key.pem", "private", 0600);
    profile_ = {.folder = folder_.path(),
                .server = "sceau.test:8443",
                .group = "alencon",
                .authority = "ca.pem",
                .certificate = "cert.pem",
                .key = "key.pem",
                .journal_key = FakeJournal().key(),
                .journal_origin = "sceau.test/alencon/journal"};
  }

  void Write(const std::string& name, const std::string& text, mode_t mode) {
    ASSERT_THAT(WriteFile(folder_.Path(name), text, mode), IsOk());
  }

  // Replaces `from` in the written profile and loads it.
  std::optional<ProfileIssue> IssueAfter(const std::string& from,
                                         const std::string& to) {
    EXPECT_THAT(WriteProfile(profile_), IsOk());
    const std::string text =
        ReadFile(folder_.Path("profile.json"), kMaxProfileBytes).value();
    EXPECT_NE(text.find(from), std::string::npos) << text;
    Write("profile.json", absl::StrReplaceAll(text, {{from, to}}), 0600);
    const auto loaded = LoadProfile(folder_.path());
    return loaded.ok() ? std::nullopt : ProfileIssueOf(loaded.status());
  }

  static auto Is(Kind kind, const std::string& where) {
    return Optional(AllOf(Field(&ProfileIssue::kind, kind),
                          Field(&ProfileIssue::where, EndsWith(where))));
  }

  TempFolder folder_;
  Profile profile_;
};

TEST_F(ProfileTest, FolderWithoutProfileIsNamed) {
  EXPECT_THAT(ProfileIssueOf(LoadProfile("/nowhere").status()),
              Is(Kind::kNoProfile, "/nowhere"));
}

TEST_F(ProfileTest, PrivateKeyThatOthersCanReadIsRefused) {
  ASSERT_THAT(WriteProfile(profile_), IsOk());
  Write("key.pem", "private", 0640);
  EXPECT_THAT(ProfileIssueOf(LoadProfile(folder_.path()).status()),
              Is(Kind::kOpenToOthers, "/key.pem"));
  EXPECT_THAT(ProfileIssueOf(ReadProfileKey(profile_).status()),
              Is(Kind::kOpenToOthers, "/key.pem"));
}

TEST_F(ProfileTest, EveryFileItNamesMustBeThere) {
  for (const std::string name : {"ca.pem", "cert.pem", "key.pem"}) {
    EXPECT_THAT(IssueAfter(name, "missing.pem"),
                Is(Kind::kUnreadable, "/missing.pem"));
  }
}

TEST_F(ProfileTest, BrokenJsonIsNamedByLineAndColumn) {
  EXPECT_THAT(IssueAfter("\"group\":", "\"group\""),
              Is(Kind::kNotJson, "profile.json:3:19"));
  Write("profile.json", "[]", 0600);
  EXPECT_THAT(ProfileIssueOf(LoadProfile(folder_.path()).status()),
              Is(Kind::kNotJson, "profile.json"));
}

TEST_F(ProfileTest, MisspeltMissingAndInvalidFieldsAreNamed) {
  EXPECT_THAT(IssueAfter("\"key\"", "\"keey\""),
              Is(Kind::kFieldUnknown, "keey"));
  EXPECT_THAT(IssueAfter("\"group\": \"alencon\",", ""),
              Is(Kind::kFieldMissing, "group"));
  EXPECT_THAT(IssueAfter("\"alencon\"", "\"Alen\\u00e7on\""),
              Is(Kind::kFieldInvalid, "group"));
  EXPECT_THAT(IssueAfter("\"alencon\"", "7"), Is(Kind::kFieldInvalid, "group"));
  EXPECT_THAT(IssueAfter("sceau.test:8443", "sceau.test"),
              Is(Kind::kFieldInvalid, "server"));
  EXPECT_THAT(IssueAfter("sceau.test:8443", "unix:/x:1"),
              Is(Kind::kFieldInvalid, "server"));
  EXPECT_THAT(IssueAfter("sceau.test:8443", "sceau.test:70000"),
              Is(Kind::kFieldInvalid, "server"));
  EXPECT_THAT(IssueAfter(profile_.journal_key.Format(), "a+b+c"),
              Is(Kind::kFieldInvalid, "journal_key"));
}

TEST_F(ProfileTest, DeadlineIsAtMostWhatTheServerTakes) {
  profile_.deadline_seconds = kMaxDeadlineSeconds + 1;
  EXPECT_THAT(ProfileIssueOf(WriteProfile(profile_)),
              Is(Kind::kFieldInvalid, "deadline_seconds"));
  profile_.deadline_seconds = kMaxDeadlineSeconds;
  EXPECT_THAT(WriteProfile(profile_), IsOk());
}

TEST_F(ProfileTest, WrittenProfileIsReadBack) {
  profile_.server_name = "other.test";
  ASSERT_THAT(WriteProfile(profile_), IsOk());
  const auto loaded = LoadProfile(folder_.path());
  ASSERT_THAT(loaded, IsOk());
  EXPECT_EQ(loaded->server, profile_.server);
  EXPECT_EQ(loaded->server_name, "other.test");
  EXPECT_EQ(loaded->journal_key, profile_.journal_key);
  EXPECT_EQ(loaded->deadline_seconds, kDefaultDeadlineSeconds);
  const auto key = ReadProfileKey(*loaded);
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ(crypto::ToString(key->Reveal()), "private");
}

TEST_F(ProfileTest, ServerNameIsTheHostUnlessSaid) {
  for (const auto& [server, host] :
       {std::pair<std::string, std::string>{"sceau.test:1", "sceau.test"},
        {"[::1]:8443", "::1"}}) {
    profile_.server = server;
    ASSERT_THAT(WriteProfile(profile_), IsOk());
    const auto loaded = LoadProfile(folder_.path());
    ASSERT_THAT(loaded, IsOk());
    EXPECT_EQ(loaded->server_name, host);
  }
}

}  // namespace
}  // namespace sceau
