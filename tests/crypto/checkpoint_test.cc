#include "crypto/checkpoint.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/cosignature.h"
#include "crypto/merkle.h"
#include "tests/crypto/test_data.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Counting;
using ::sceau::testing::Golden;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::sceau::testing::StatusIs;

const auto kNotACheckpoint = StatusIs(absl::StatusCode::kInvalidArgument);
const auto kRefused = StatusIs(absl::StatusCode::kDataLoss);
constexpr uint64_t kTime = 1'767'225'600;  // 2026-01-01.

class CheckpointTest : public ::testing::Test {
 protected:
  const SigningKey signer_{Counting(kEd25519SeedBytes)};
  const Checkpoint checkpoint_ = {
      .origin = "example.org/alencon/journal", .size = 42, .root = EmptyRoot()};
  const VerifierKey key_ = VerifierKey::Of(checkpoint_.origin, signer_);
  const std::string note_ = SignCheckpoint(checkpoint_, signer_);

  const SigningKey witness_{Counting(kEd25519SeedBytes, /*seed=*/1)};
  const std::string witness_name_ = "witness.example/coordinator";
  const VerifierKey witness_key_ =
      VerifierKey::Of(witness_name_, witness_, NoteAlgorithm::kCosignatureV1);
};

TEST_F(CheckpointTest, RefusesBodiesThatAreNotExact) {
  const std::string root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  const std::vector<std::string> bodies = {
      "",
      "\n\n\n",
      absl::StrCat("origin\n42\n", root),  // No last newline.
      absl::StrCat("origin\n42\n", root, "\nextension\n"),
      absl::StrCat("origin\n42\n", root, "\n\n"),
      absl::StrCat("\n42\n", root, "\n"),
      absl::StrCat("an origin\n42\n", root, "\n"),
      absl::StrCat("origin\n042\n", root, "\n"),
      absl::StrCat("origin\n+42\n", root, "\n"),
      absl::StrCat("origin\n-1\n", root, "\n"),
      absl::StrCat("origin\n 42\n", root, "\n"),
      absl::StrCat("origin\n4x\n", root, "\n"),
      absl::StrCat("origin\n\n", root, "\n"),
      absl::StrCat("origin\n9223372036854775808\n", root, "\n"),   // 2^63.
      absl::StrCat("origin\n18446744073709551616\n", root, "\n"),  // 2^64.
      absl::StrCat("origin\n42\n", root.substr(1), "\n"),
      absl::StrCat("origin\n42\n", "AAAA", root, "\n"),
      absl::StrCat("origin\n42\n", root, " \n"),
      "origin\n42\n\n"};
  for (const std::string& body : bodies) {
    EXPECT_THAT(ParseCheckpoint(body), kNotACheckpoint) << body;
  }
  EXPECT_THAT(ParseCheckpoint(absl::StrCat("origin\n42\n", root, "\n")),
              IsOk());
}

TEST_F(CheckpointTest, RefusesAnotherOriginKeyOrText) {
  EXPECT_THAT(VerifyCheckpoint(note_, key_, "example.org/argentan/journal"),
              kRefused);
  EXPECT_THAT(
      VerifyCheckpoint(note_, VerifierKey::Of(checkpoint_.origin, witness_),
                       checkpoint_.origin),
      kRefused);
  const std::string no_checkpoint =
      SignNote("hello\n", checkpoint_.origin, signer_);
  EXPECT_THAT(VerifyCheckpoint(no_checkpoint, key_, checkpoint_.origin),
              kNotACheckpoint);
  // Well signed by the key's owner, for an origin that is not the caller's.
  const std::string elsewhere =
      SignNote("elsewhere\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
               checkpoint_.origin, signer_);
  EXPECT_THAT(VerifyCheckpoint(elsewhere, key_, checkpoint_.origin), kRefused);
}

TEST_F(CheckpointTest, RefusesALargerSizeOrAnotherRoot) {
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"42", "43"},
                                                        {"47DE", "48DE"}}) {
    std::string forged = note_;
    forged.replace(forged.find(from), from.size(), to);
    EXPECT_THAT(VerifyCheckpoint(forged, key_, checkpoint_.origin), kRefused);
  }
}

TEST_F(CheckpointTest, StopsOnAnOriginThatCannotBeSigned) {
  EXPECT_DEATH(EncodeCheckpoint({.origin = "two words"}), "");
  EXPECT_DEATH(EncodeCheckpoint({.origin = "o", .size = kMaxTreeSize + 1}), "");
}

TEST_F(CheckpointTest, VerifiesWhatItSigned) {
  EXPECT_THAT(VerifyCheckpoint(note_, key_, checkpoint_.origin),
              IsOkAndHolds(checkpoint_));
  EXPECT_THAT(ParseCheckpoint(EncodeCheckpoint(checkpoint_)),
              IsOkAndHolds(checkpoint_));
}

TEST_F(CheckpointTest, WritesAndVerifiesTheGoldenNote) {
  const Golden golden("checkpoint_v1.txt");
  const SigningKey signer(golden.Hex("seed"));
  const Checkpoint checkpoint = {
      .origin = golden.Text("origin"),
      .size = golden.Value<uint64_t>("size"),
      .root = ::sceau::testing::HashFromHex(golden.Text("root"))};
  const std::string note = SignCheckpoint(checkpoint, signer);
  EXPECT_EQ(note, ToString(golden.Hex("note")));
  const VerifierKey key = VerifierKey::Of(checkpoint.origin, signer);
  EXPECT_EQ(key.Format(), golden.Text("verifier_key"));

  const SigningKey witness(golden.Hex("witness_seed"));
  const absl::StatusOr<VerifierKey> witness_key =
      VerifierKey::Parse(golden.Text("witness_key"));
  ASSERT_THAT(witness_key, IsOk());
  const auto time = golden.Value<uint64_t>("time");
  const absl::StatusOr<std::string> line =
      CosignCheckpoint(note, witness_key->name, witness, time);
  EXPECT_THAT(line, IsOkAndHolds(ToString(golden.Hex("cosignature_line"))));
  EXPECT_THAT(VerifyCosignature(note + line.value_or(""), *witness_key),
              IsOkAndHolds(time));
}

TEST_F(CheckpointTest, CosignedNoteIsStillTheSameCheckpoint) {
  const std::string line =
      CosignCheckpoint(note_, witness_name_, witness_, kTime).value_or("");
  EXPECT_THAT(VerifyCheckpoint(note_ + line, key_, checkpoint_.origin),
              IsOkAndHolds(checkpoint_));
  EXPECT_THAT(VerifyCosignature(note_ + line, witness_key_),
              IsOkAndHolds(kTime));
}

TEST_F(CheckpointTest, RefusesCosignaturesOfOthersTimesAndBodies) {
  const std::string line =
      CosignCheckpoint(note_, witness_name_, witness_, kTime).value_or("");
  EXPECT_THAT(VerifyCosignature(note_, witness_key_), kRefused);
  EXPECT_THAT(VerifyCosignature(note_ + line,
                                VerifierKey::Of(witness_name_, signer_,
                                                NoteAlgorithm::kCosignatureV1)),
              kRefused);
  Checkpoint larger = checkpoint_;
  larger.size = 43;
  EXPECT_THAT(
      VerifyCosignature(SignCheckpoint(larger, signer_) + line, witness_key_),
      kRefused);
  // The same signature with another time before it, or without any.
  const absl::StatusOr<Note> parsed = ParseNote(note_ + line);
  ASSERT_THAT(parsed, IsOk());
  Bytes blob = parsed->signatures.back().signature;
  blob[7] ^= 1;
  EXPECT_THAT(VerifyCosignature(note_ + FormatSignatureLine(witness_key_, blob),
                                witness_key_),
              kRefused);
  EXPECT_THAT(
      VerifyCosignature(
          note_ + FormatSignatureLine(witness_key_, ByteView(blob).subspan(8)),
          witness_key_),
      kRefused);
}

TEST_F(CheckpointTest, RefusesToCosignOrCheckWhatIsNoCheckpoint) {
  const std::string note = SignNote("hello\n", "example.org/x", signer_);
  EXPECT_THAT(CosignCheckpoint(note, witness_name_, witness_, kTime),
              kNotACheckpoint);
  EXPECT_THAT(CosignCheckpoint("", witness_name_, witness_, kTime),
              kNotACheckpoint);
  EXPECT_THAT(VerifyCosignature(note, witness_key_), kNotACheckpoint);
  EXPECT_THAT(VerifyCosignature(note_, key_), kNotACheckpoint);
}

TEST_F(CheckpointTest, AWitnessVouchesUpToItsLatestTime) {
  std::string note = note_;
  for (const uint64_t time : {kTime, kTime + 60, kTime - 60}) {
    note += CosignCheckpoint(note_, witness_name_, witness_, time).value_or("");
  }
  EXPECT_THAT(VerifyCosignature(note, witness_key_), IsOkAndHolds(kTime + 60));
}

}  // namespace
}  // namespace sceau::crypto
