#include "crypto/restore_statement.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/charter_signature.h"
#include "crypto/ed25519.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_pki.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Credential;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::sceau::testing::StatusIs;
using ::sceau::testing::TestPki;
using ::testing::SizeIs;

constexpr char kDomain[] = "sceau.example";
constexpr char kOrigin[] = "sceau.example/alencon/journal";

class RestoreStatementTest : public ::testing::Test {
 protected:
  RestoreStatementTest() {
    statement_ = {.group = "alencon",
                  .reason = "DISK_LOST",
                  .date = "2026-11-27",
                  .restored = Note(100),
                  .lost = {Note(150), Note(200)}};
  }

  std::string Note(uint64_t size, uint8_t root = 1) const {
    Checkpoint checkpoint{.origin = kOrigin, .size = size};
    checkpoint.root[0] = root;
    return SignCheckpoint(checkpoint, key_);
  }
  VerifierKey Verifier() const { return VerifierKey::Of(kOrigin, key_); }
  RestoreStatement SignedBy(const Credential& credential) const {
    RestoreStatement own = statement_;
    own.signatures = {
        {.certificate = credential.certificate,
         .signature = *SignWithPem(credential.key, RestoreMessage(own))}};
    return own;
  }

  const SigningKey key_{Bytes(kEd25519SeedBytes, 5)};
  TestPki pki_{kDomain};
  RestoreStatement statement_;
};

TEST_F(RestoreStatementTest, WhatIsWrittenIsReadBack) {
  EXPECT_THAT(ParseRestore(FormatRestore(statement_)),
              IsOkAndHolds(statement_));
  const RestoreStatement signed_one = SignedBy(pki_.Member("mairie", "a"));
  EXPECT_THAT(ParseRestore(FormatRestore(signed_one)),
              IsOkAndHolds(signed_one));
}

TEST_F(RestoreStatementTest, WhatIsNoStatementIsRefused) {
  const std::string text = FormatRestore(SignedBy(pki_.Member("mairie", "a")));
  std::vector<std::string> bad = {
      "",
      "sceau restore v1\n",
      text.substr(0, text.size() - 1),
      text + "\n",
      text + "more\n",
      text + std::string(kMaxStatementBytes, 'x'),
      absl::StrReplaceAll(text, {{"sceau restore v1", "sceau restore v2"}}),
      absl::StrReplaceAll(text, {{"DISK_LOST", "BOREDOM"}}),
      absl::StrReplaceAll(text, {{"2026-11-27", "27/11/2026"}}),
      absl::StrReplaceAll(text, {{"group alencon", "group "}}),
      absl::StrReplaceAll(text, {{"lost ", "found "}}),
      absl::StrReplaceAll(text, {{"restored ", "restored *"}}),
      absl::StrReplaceAll(text, {{"signed ", "signed * "}}),
  };
  RestoreStatement many = statement_;
  many.lost.assign(kMaxLostCheckpoints + 1, Note(200));
  bad.push_back(FormatRestore(many));
  many = SignedBy(pki_.Member("mairie", "a"));
  many.signatures.assign(kMaxStatementSignatures + 1, many.signatures.front());
  bad.push_back(FormatRestore(many));
  for (const std::string& each : bad) {
    EXPECT_THAT(ParseRestore(each),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << each.substr(0, 80);
  }
}

TEST_F(RestoreStatementTest, ItsCheckpointsAreTheJournalsAndTheLastIsLost) {
  const auto checkpoints = CheckpointsOf(statement_, Verifier(), kOrigin);
  ASSERT_THAT(checkpoints, IsOk());
  EXPECT_EQ(checkpoints->restored.size, 100u);
  EXPECT_EQ(checkpoints->lost.size, 200u);
  const SigningKey other(Bytes(kEd25519SeedBytes, 6));
  EXPECT_FALSE(
      CheckpointsOf(statement_, VerifierKey::Of(kOrigin, other), kOrigin).ok());
  EXPECT_FALSE(
      CheckpointsOf(statement_, Verifier(), "sceau.example/x/journal").ok());
  // A smaller one, and the restored one itself, are not lost; a fork is.
  statement_.lost = {Note(99)};
  EXPECT_FALSE(CheckpointsOf(statement_, Verifier(), kOrigin).ok());
  statement_.lost = {Note(100)};
  EXPECT_FALSE(CheckpointsOf(statement_, Verifier(), kOrigin).ok());
  statement_.lost = {Note(100, 2)};
  EXPECT_THAT(CheckpointsOf(statement_, Verifier(), kOrigin), IsOk());
}

TEST_F(RestoreStatementTest, SignaturesOfOneDeclarationComeTogether) {
  const RestoreStatement by_one = SignedBy(pki_.Member("mairie", "a"));
  const RestoreStatement by_two = SignedBy(pki_.Member("prefecture", "b"));
  const auto joined = JoinRestore({by_one, by_two, by_one});
  ASSERT_THAT(joined, IsOk());
  const auto signers = SignersOf(*joined, kDomain);
  ASSERT_THAT(signers, IsOk());
  ASSERT_THAT(*signers, SizeIs(2));
  EXPECT_EQ(signers->at(0).member, "a");
  EXPECT_EQ(signers->at(1).partner, "prefecture");
  RestoreStatement other = by_two;
  other.date = "2026-11-28";
  EXPECT_FALSE(JoinRestore({by_one, other}).ok());
  EXPECT_FALSE(JoinRestore({}).ok());
}

TEST_F(RestoreStatementTest, ASignatureIsOfThisTextAndThisDomain) {
  RestoreStatement own = SignedBy(pki_.Member("mairie", "a"));
  EXPECT_THAT(SignersOf(own, kDomain), IsOk());
  EXPECT_FALSE(SignersOf(own, "other.example").ok());
  for (const int field : {0, 1, 2, 3, 4}) {
    RestoreStatement altered = own;
    if (field == 0) altered.group = "argentan";
    if (field == 1) altered.reason = "EXERCISE";
    if (field == 2) altered.date = "2026-11-28";
    if (field == 3) altered.restored = Note(101);
    if (field == 4) altered.lost.pop_back();
    EXPECT_FALSE(SignersOf(altered, kDomain).ok()) << field;
  }
  own.signatures[0].certificate = pki_.Member("mairie", "b").certificate;
  EXPECT_FALSE(SignersOf(own, kDomain).ok()) << "another's certificate";
}

TEST_F(RestoreStatementTest, ACertificateIsOfItsAuthorityAlone) {
  const std::string certificate = pki_.Member("mairie", "a").certificate;
  const TestPki other(kDomain);
  EXPECT_THAT(CheckIssuer(certificate, pki_.authority()), IsOk());
  EXPECT_THAT(CheckIssuer(certificate,
                          absl::StrCat(other.authority(), pki_.authority())),
              IsOk());
  EXPECT_FALSE(CheckIssuer(certificate, other.authority()).ok());
  EXPECT_FALSE(CheckIssuer(certificate, "").ok());
  EXPECT_FALSE(CheckIssuer("", pki_.authority()).ok());
}

TEST_F(RestoreStatementTest, AServersCertificateOpensNoConnection) {
  EXPECT_THAT(CheckForClients(pki_.Member("mairie", "a").certificate), IsOk());
  EXPECT_FALSE(CheckForClients(pki_.Server().certificate).ok());
  EXPECT_FALSE(CheckForClients("no certificate").ok());
  EXPECT_FALSE(CheckForClients(std::string(1 << 20, 'x')).ok());
}

}  // namespace
}  // namespace sceau::crypto
