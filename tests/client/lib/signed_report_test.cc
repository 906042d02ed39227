#include "client/lib/signed_report.h"

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/lib/files.h"
#include "client/lib/witness_state.h"
#include "proto/contract/errors.h"
#include "tests/client/lib/fake_journal.h"
#include "tests/client/lib/report_files.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_pki.h"

namespace sceau {
namespace {

using testing::Credential;
using testing::FakeJournal;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::kOrigin;
using testing::SampleReport;
using testing::Signed;
using testing::SignReport;
using testing::StatusIs;
using testing::TempFolder;
using testing::TestPki;

// More leaves than the report covers.
constexpr int kJournalSize = 14'400;
constexpr char kTrustDomain[] = "sceau.test";

class SignedReportTest : public ::testing::Test {
 protected:
  SignedReportTest()
      : officer_(pki_.Member("conseil-departemental", "anne-riviere")) {
    journal_.AppendMany(kJournalSize);
    profile_ = {.folder = folder_.path(),
                .group = "alencon",
                .authority = "ca.pem",
                .certificate = "cert.pem",
                .journal_key = journal_.key(),
                .journal_origin = kOrigin};
    Put("ca.pem", pki_.authority());
    Put("cert.pem", officer_.certificate);
    signed_ = Signed(SampleReport(journal_.Note()), officer_);
  }
  void Put(const std::string& name, const std::string& text) {
    ASSERT_THAT(WriteFile(folder_.Path(name), text, S_IRUSR | S_IWUSR), IsOk());
  }
  absl::Status Check(const SignedReport& report) {
    return CheckReport(profile_, report).status();
  }

  TempFolder folder_;
  TestPki pki_{kTrustDomain};
  const Credential officer_;
  FakeJournal journal_;
  Profile profile_;
  SignedReport signed_;
};

TEST_F(SignedReportTest, VouchesForWhatWasSignedAndByWhom) {
  const auto checked = CheckReport(profile_, signed_);
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->report.SerializeAsString(),
            SampleReport(journal_.Note()).SerializeAsString());
  EXPECT_EQ(checked->review, "r1");
  EXPECT_EQ(checked->checkpoint.size, static_cast<uint64_t>(kJournalSize));
  EXPECT_EQ(checked->signer, "anne-riviere");
  EXPECT_EQ(checked->signer_partner, "conseil-departemental");
  EXPECT_EQ(checked->key_fingerprint,
            crypto::ParseCertificate(officer_.certificate)->spki_fingerprint);
  EXPECT_EQ(checked->digest, crypto::Sha256(crypto::AsBytes(signed_.json)));
}

TEST_F(SignedReportTest, AnAlteredByteIsRefusedWhereverItIs) {
  for (size_t at = 0; at < signed_.json.size(); ++at) {
    SignedReport altered = signed_;
    altered.json[at] = static_cast<char>(altered.json[at] ^ 1);
    const absl::Status status = Check(altered);
    EXPECT_TRUE(absl::IsDataLoss(status) || absl::IsInvalidArgument(status))
        << at << " " << status;
  }
  SignedReport altered = signed_;
  altered.json += "\n";
  EXPECT_THAT(Check(altered), StatusIs(absl::StatusCode::kDataLoss));
  altered = signed_;
  altered.signature.back() = static_cast<char>(altered.signature.back() ^ 1);
  EXPECT_THAT(Check(altered), StatusIs(absl::StatusCode::kDataLoss));
  altered = signed_;
  altered.spki_der = Signed({}, pki_.Member("p", "other")).spki_der;
  EXPECT_THAT(Check(altered), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(SignedReportTest, WithoutASignatureNothingIsVouchedFor) {
  signed_.signature.clear();
  EXPECT_THAT(Check(signed_), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(SignedReportTest, WhatIsNoReportOfTheGroupIsRefused) {
  v1::JournalReport report = SampleReport(journal_.Note());
  for (const char* name :
       {"groups/other/journalReviews/r1", "groups/alencon/cases/c1", ""}) {
    report.set_journal_review(name);
    EXPECT_THAT(Check(Signed(report, officer_)),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << name;
  }
  for (const char* json : {"", "{", "[]", "{\"unknown\": 1}"}) {
    SignedReport other = signed_;
    other.json = json;
    other.signature = SignReport(json, officer_);
    EXPECT_THAT(Check(other), StatusIs(absl::StatusCode::kInvalidArgument))
        << json;
  }
  // A signature under the name of another review.
  report.set_journal_review("groups/alencon/journalReviews/r2");
  EXPECT_THAT(Check(Signed(report, officer_)),
              StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(SignedReportTest, ACertificateIsTheKeysAndTheAuthoritys) {
  const TestPki others(kTrustDomain);
  SignedReport report = signed_;
  report.certificate = pki_.Member("p", "other").certificate;
  EXPECT_THAT(Check(report), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Check(Signed(SampleReport(journal_.Note()),
                           others.Member("p", "anne-riviere"))),
              StatusIs(absl::StatusCode::kPermissionDenied));
  report.certificate = "none";
  EXPECT_THAT(Check(report), StatusIs(absl::StatusCode::kPermissionDenied));
  report.certificate.clear();
  const auto unknown = CheckReport(profile_, report);
  ASSERT_THAT(unknown, IsOk());
  EXPECT_EQ(unknown->signer, "");
  Put("ca.pem", "");
  profile_.authority = "none.pem";
  EXPECT_TRUE(ProfileIssueOf(Check(signed_)).has_value());
}

TEST_F(SignedReportTest, TheCheckpointIsTheJournalsAsTheWitnessKnowsIt) {
  FakeJournal stranger(2);
  stranger.AppendMany(kJournalSize);
  FakeJournal elsewhere(1, "sceau.test/other/journal");
  elsewhere.AppendMany(kJournalSize);
  FakeJournal fork;
  fork.AppendMany(kJournalSize, "other leaf ");
  for (const std::string& note :
       {std::string(), stranger.Note(), elsewhere.Note()}) {
    EXPECT_THAT(Check(Signed(SampleReport(note), officer_)),
                StatusIs(absl::StatusCode::kAborted))
        << note;
  }
  const SignedReport forked = Signed(SampleReport(fork.Note()), officer_);
  EXPECT_EQ(CheckReport(profile_, forked)->seen, Seen::kNothing);
  ASSERT_THAT(StoreWitnessState(profile_.WitnessPath(),
                                {.origin = kOrigin, .note = journal_.Note()}),
              IsOk());
  EXPECT_THAT(Check(forked), StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(CheckReport(profile_, signed_)->seen, Seen::kSame);
  const SignedReport before =
      Signed(SampleReport(journal_.NoteAt(kJournalSize - 1)), officer_);
  EXPECT_EQ(CheckReport(profile_, before)->seen, Seen::kOlder);
  journal_.AppendMany(1);
  const SignedReport after = Signed(SampleReport(journal_.Note()), officer_);
  EXPECT_EQ(CheckReport(profile_, after)->seen, Seen::kNewer);
}

TEST_F(SignedReportTest, NothingIsVouchedForWhileTheWitnessSuspects) {
  const std::string path = profile_.WitnessPath();
  ASSERT_THAT(StoreWitnessState(path, {.origin = kOrigin,
                                       .note = journal_.Note(),
                                       .suspicion_kind = "FORK",
                                       .suspicion_time = 1}),
              IsOk());
  EXPECT_EQ(ReasonOf(Check(signed_)), v1::ERROR_REASON_ROLLBACK_SUSPECTED);
  // Nor when what it remembers is not of this journal, or not legible.
  ASSERT_THAT(StoreWitnessState(
                  path, {.origin = kOrigin, .note = FakeJournal(2).Note()}),
              IsOk());
  EXPECT_EQ(ReasonOf(Check(signed_)), v1::ERROR_REASON_ROLLBACK_SUSPECTED);
  Put("witness.json", "{");
  EXPECT_TRUE(ProfileIssueOf(Check(signed_)).has_value());
}

TEST_F(SignedReportTest, WhatNoReportCanSayIsRefused) {
  v1::JournalReport report = SampleReport(journal_.Note());
  report.set_leaves(kJournalSize + 1);
  EXPECT_THAT(Check(Signed(report, officer_)),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

// The authority certifies the service too, and others.
TEST_F(SignedReportTest, ACertificateIsAMembersOfTheTrustDomain) {
  const std::string own = "spiffe://sceau.test/partners/p/members/m";
  for (const std::vector<std::string>& uris :
       std::vector<std::vector<std::string>>{
           {},
           {own, own},
           {"spiffe://sceau.example/partners/p/members/m"},
           {"https://sceau.test/partners/p/members/m"},
           {"spiffe://sceau.test/services/anne-riviere"},
           {"spiffe://sceau.test/partners/p/services/m"},
           {"spiffe://sceau.test/partners/p/members/m/anne-riviere"},
           {"spiffe://sceau.test/partners//members/m"},
           {"spiffe://sceau.test/partners/p/members/"},
           {"spiffe://sceau.test/partners/p/members/M%20"}}) {
    EXPECT_THAT(
        Check(Signed(SampleReport(journal_.Note()), pki_.WithUris(uris))),
        StatusIs(absl::StatusCode::kPermissionDenied))
        << (uris.empty() ? "" : uris.front());
  }
  EXPECT_THAT(
      Check(Signed(SampleReport(journal_.Note()), pki_.WithUris({own}))),
      IsOk());
}

TEST_F(SignedReportTest, OnlyTheOwnKeyIsKnownToBeAnybodys) {
  EXPECT_EQ(CheckReport(profile_, signed_)->key, KeyKnown::kOwn);
  const SignedReport others =
      Signed(SampleReport(journal_.Note()), pki_.Member("p", "other"));
  const auto checked = CheckReport(profile_, others);
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->key, KeyKnown::kNot);
  EXPECT_EQ(checked->signer, "other");
}

TEST_F(SignedReportTest, TheOwnCertificateIsAddedToTheOwnSignatureAlone) {
  signed_.certificate.clear();
  AddOwnCertificate(profile_, signed_);
  EXPECT_EQ(signed_.certificate, officer_.certificate);
  SignedReport others = Signed({}, pki_.Member("p", "other"));
  others.certificate.clear();
  AddOwnCertificate(profile_, others);
  EXPECT_EQ(others.certificate, "");
}

TEST_F(SignedReportTest, FilesComeBackAsTheyWere) {
  const std::string path = folder_.Path("rapport.json");
  for (const bool has_certificate : {true, false}) {
    if (!has_certificate) signed_.certificate.clear();
    ASSERT_THAT(WriteReport(path, signed_), IsOk());
    const auto read = ReadReport(path);
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->json, signed_.json);
    EXPECT_EQ(read->signature, signed_.signature);
    EXPECT_EQ(read->spki_der, signed_.spki_der);
    EXPECT_EQ(read->certificate, signed_.certificate);
    EXPECT_THAT(Check(*read), IsOk());
    for (const char* name : {"", ".sig", ".pem"}) {
      EXPECT_THAT(FileMode(absl::StrCat(path, name)), IsOkAndHolds(0600u));
    }
  }
}

TEST_F(SignedReportTest, ADraftIsOneFileThatIsNoSignedReport) {
  const std::string path = folder_.Path("projet.json");
  signed_.signature.clear();
  ASSERT_THAT(WriteReport(path, signed_), IsOk());
  EXPECT_THAT(FileMode(absl::StrCat(path, ".sig")),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(ReadReport(path), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(WriteReport(folder_.Path("none/a.json"), signed_),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(SignedReportTest, ADraftLeavesNoSignatureOfAnother) {
  const std::string path = folder_.Path("rapport.json");
  ASSERT_THAT(WriteReport(path, signed_), IsOk());
  signed_.signature.clear();
  ASSERT_THAT(WriteReport(path, signed_), IsOk());
  for (const char* name : {".sig", ".pem"}) {
    EXPECT_THAT(FileMode(absl::StrCat(path, name)),
                StatusIs(absl::StatusCode::kNotFound));
  }
}

TEST_F(SignedReportTest, OnlyAReportIsReplaced) {
  struct Case {
    std::string name;
    std::string suffix;
    std::string text;
  };
  const std::vector<Case> cases = {{"none", "", "a diary"},
                                   {"none", "", "{}"},
                                   {"none", ".sig", signed_.signature},
                                   {"none", ".pem", officer_.certificate},
                                   {"there", ".pem", officer_.key},
                                   {"there", ".sig", officer_.key},
                                   {"there", ".sig", "-----BEGIN"}};
  for (const Case& each : cases) {
    const std::string path = folder_.Path(each.name);
    if (each.name == "there") {
      for (const char* suffix : {".sig", ".pem"}) {
        std::filesystem::remove(absl::StrCat(path, suffix));
      }
      ASSERT_THAT(WriteReport(path, signed_), IsOk());
    }
    Put(absl::StrCat(each.name, each.suffix), each.text);
    EXPECT_THAT(CheckReplaceable(path),
                StatusIs(absl::StatusCode::kAlreadyExists))
        << each.name << each.suffix;
    EXPECT_THAT(WriteReport(path, signed_),
                StatusIs(absl::StatusCode::kAlreadyExists));
    EXPECT_THAT(ReadFile(absl::StrCat(path, each.suffix), kMaxReportBytes),
                IsOkAndHolds(each.text));
    if (each.name == "none") {
      std::filesystem::remove(absl::StrCat(path, each.suffix));
    }
  }
}

TEST_F(SignedReportTest, AKeyFileIsACertificateOrAPublicKey) {
  const std::string path = folder_.Path("rapport.json");
  ASSERT_THAT(WriteReport(path, signed_), IsOk());
  for (const std::string& pem :
       {std::string(), std::string("clé"), officer_.key,
        std::string("-----BEGIN PUBLIC KEY-----\n%\n"
                    "-----END PUBLIC KEY-----\n")}) {
    Put("rapport.json.pem", pem);
    EXPECT_THAT(ReadReport(path), StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

}  // namespace
}  // namespace sceau
