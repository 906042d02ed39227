#include "client/lib/cosigner.h"

#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/lib/files.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "crypto/cosignature.h"
#include "tests/client/lib/fake_journal.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_pki.h"

namespace sceau {
namespace {

using ::sceau::testing::Credential;
using ::sceau::testing::FakeJournal;
using ::sceau::testing::IsOk;
using ::sceau::testing::kOrigin;
using ::sceau::testing::StatusIs;
using ::sceau::testing::TempFolder;
using ::sceau::testing::TestPki;

class CosignerTest : public ::testing::Test {
 protected:
  CosignerTest() : credential_(pki_.Member("mission-locale", "a-martin")) {
    profile_ = {.folder = folder_.path(),
                .group = "alencon",
                .certificate = "cert.pem",
                .key = "key.pem",
                .journal_origin = kOrigin};
    Put("cert.pem", credential_.certificate);
    Put("key.pem", credential_.key);
  }
  void Put(const std::string& name, const std::string& text) {
    ASSERT_THAT(WriteFile(folder_.Path(name), text, S_IRUSR | S_IWUSR), IsOk());
  }
  ProfileIssue::Kind IssueOf(const absl::Status& status) {
    const auto issue = ProfileIssueOf(status);
    EXPECT_TRUE(issue.has_value()) << status;
    return issue ? issue->kind : ProfileIssue::Kind::kNoProfile;
  }

  TempFolder folder_;
  TestPki pki_;
  const Credential credential_;
  Profile profile_;
  FakeJournal journal_;
};

TEST_F(CosignerTest, AProfileWithoutAKeyDoesNotCosign) {
  const auto none = Cosigner::Load(profile_);
  ASSERT_THAT(none, IsOk());
  EXPECT_FALSE(none->has_value());
}

TEST_F(CosignerTest, TheKeyIsMadeOnceAndIsItsOwnersAlone) {
  const auto made = Cosigner::Make(profile_);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(*FileMode(profile_.WitnessKeyPath()), mode_t{S_IRUSR | S_IWUSR});
  EXPECT_EQ(Cosigner::Make(profile_)->key(), made->key());
  EXPECT_EQ((*Cosigner::Load(profile_))->key(), made->key());
  EXPECT_EQ(made->key().name, "sceau.test/alencon/members/a-martin");
}

// What one of them has published must be what the other, and the file, go on
// with.
TEST_F(CosignerTest, OfTwoAtOnceOneMakesTheKey) {
  constexpr int kAtOnce = 8;
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> made(kAtOnce);
    std::vector<std::thread> threads;
    for (int i = 0; i < kAtOnce; ++i) {
      threads.emplace_back([&, i] {
        const auto cosigner = Cosigner::Make(profile_);
        if (cosigner.ok())
          made[static_cast<size_t>(i)] = cosigner->key().Format();
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(made,
                ::testing::Each((*Cosigner::Load(profile_))->key().Format()));
    ASSERT_EQ(unlink(profile_.WitnessKeyPath().c_str()), 0);
  }
}

TEST_F(CosignerTest, ACosignatureVouchesAtItsTimeAndForItsMember) {
  journal_.AppendMany(9);
  const auto cosigner = Cosigner::Make(profile_);
  ASSERT_THAT(cosigner, IsOk());
  const auto request = cosigner->Cosign(journal_.Note(), 1'790'000'000);
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(*crypto::VerifyCosignature(request->note(), cosigner->key()),
            1'790'000'000U);
  EXPECT_THAT(
      crypto::VerifyCheckpoint(request->note(), journal_.key(), kOrigin),
      IsOk());
  const auto certificate = crypto::ParseCertificate(credential_.certificate);
  EXPECT_THAT(
      crypto::VerifyWithSpki(
          certificate->spki_der,
          crypto::WitnessKeyMessage("alencon", "a-martin", cosigner->key()),
          crypto::AsBytes(request->witness().key_signature())),
      IsOk());
}

// Swapped under another note, or said to be another's, it vouches for nothing.
TEST_F(CosignerTest, ASwappedCosignatureVouchesForNothing) {
  journal_.AppendMany(9);
  const std::string older = journal_.Note();
  journal_.AppendMany(3);
  const auto cosigner = Cosigner::Make(profile_);
  ASSERT_THAT(cosigner, IsOk());
  const std::string line =
      cosigner->Cosign(older, 1'790'000'000)->note().substr(older.size());
  ASSERT_THAT(crypto::VerifyCosignature(older + line, cosigner->key()), IsOk());
  EXPECT_FALSE(
      crypto::VerifyCosignature(journal_.Note() + line, cosigner->key()).ok());
  const crypto::SigningKey other(crypto::Bytes(crypto::kEd25519SeedBytes, 9));
  EXPECT_FALSE(crypto::VerifyCosignature(
                   older + line, crypto::VerifierKey::Of(
                                     "sceau.test/alencon/members/other", other,
                                     crypto::NoteAlgorithm::kCosignatureV1))
                   .ok());
}

TEST_F(CosignerTest, WhatIsNoCheckpointIsNotCosigned) {
  const auto cosigner = Cosigner::Make(profile_);
  ASSERT_THAT(cosigner, IsOk());
  EXPECT_THAT(cosigner->Cosign("", 1),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(CosignerTest, AKeyThatIsOpenOrNoneIsAnIssueOfTheProfile) {
  using Kind = ProfileIssue::Kind;
  ASSERT_THAT(Cosigner::Make(profile_), IsOk());
  ASSERT_EQ(chmod(profile_.WitnessKeyPath().c_str(), 0644), 0);
  EXPECT_EQ(IssueOf(Cosigner::Load(profile_).status()), Kind::kOpenToOthers);
  for (const std::string& text :
       {std::string(), std::string("short\n"), std::string(64, 'g') + "\n",
        std::string(64, '0'), std::string(66, '0') + "\n"}) {
    Put("witness.key", text);
    EXPECT_EQ(IssueOf(Cosigner::Load(profile_).status()), Kind::kUnreadable);
  }
  Put("witness.key", std::string(64, '0') + "\n");
  Put("cert.pem", "none");
  EXPECT_EQ(IssueOf(Cosigner::Load(profile_).status()), Kind::kUnreadable);
  Put("cert.pem", credential_.certificate);
  Put("key.pem", "none");
  EXPECT_EQ(IssueOf(Cosigner::Load(profile_).status()), Kind::kUnreadable);
}

}  // namespace
}  // namespace sceau
