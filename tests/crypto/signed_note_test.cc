#include "crypto/signed_note.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crypto/test_data.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Counting;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::sceau::testing::StatusIs;

const auto kNotANote = StatusIs(absl::StatusCode::kInvalidArgument);
const auto kUnsigned = StatusIs(absl::StatusCode::kDataLoss);

// The example of C2SP signed-note.
constexpr absl::string_view kExampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr absl::string_view kExampleText = "This is an example message.\n";
constexpr absl::string_view kExampleLine =
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7"
    "Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

std::string ExampleNote() {
  return absl::StrCat(kExampleText, "\n", kExampleLine);
}

VerifierKey ExampleKey() {
  absl::StatusOr<VerifierKey> key = VerifierKey::Parse(kExampleKey);
  EXPECT_THAT(key, IsOk());
  return key.value_or(VerifierKey());
}

class SignedNoteTest : public ::testing::Test {
 protected:
  const SigningKey signer_{Counting(kEd25519SeedBytes)};
  const std::string name_ = "example.org/journal";
  const VerifierKey key_ = VerifierKey::Of(name_, signer_);
  const std::string text_ = "first line\nsecond line\n";
  const std::string note_ = SignNote(text_, name_, signer_);
  const VerifierKey other_key_ = VerifierKey::Of(
      "example.org/other", SigningKey(Counting(kEd25519SeedBytes, /*seed=*/1)));
};

TEST_F(SignedNoteTest, AcceptsNoneOfAThousandMutations) {
  std::mt19937 random(20260104);
  for (const std::string& note : {note_, ExampleNote()}) {
    const VerifierKey key = note == note_ ? key_ : ExampleKey();
    ASSERT_THAT(VerifyNote(note, key), IsOk());
    for (int i = 0; i < 1000; ++i) {
      std::string mutated = note;
      const size_t at = random() % mutated.size();
      const auto step = static_cast<char>(1 + random() % 255);
      switch (random() % 3) {
        case 0:
          mutated[at] = static_cast<char>(mutated[at] + step);
          break;
        case 1:
          // A byte put beside its like gives the same note at both places.
          mutated.insert(at, 1, static_cast<char>(mutated[at] + step));
          break;
        default:
          mutated.erase(at, 1);
      }
      EXPECT_FALSE(VerifyNote(mutated, key).ok()) << mutated;
    }
  }
}

TEST_F(SignedNoteTest, AcceptsNoFlippedBit) {
  for (size_t bit = 0; bit < note_.size() * 8; ++bit) {
    std::string mutated = note_;
    mutated[bit / 8] = static_cast<char>(mutated[bit / 8] ^ 1 << (bit % 8));
    ASSERT_FALSE(VerifyNote(mutated, key_).ok()) << bit;
  }
}

TEST_F(SignedNoteTest, RefusesAnotherKeyOrName) {
  EXPECT_THAT(VerifyNote(note_, other_key_), kUnsigned);
  EXPECT_THAT(VerifyNote(note_, VerifierKey::Of("example.org/x", signer_)),
              kUnsigned);
  VerifierKey same_id = other_key_;
  same_id.name = key_.name;
  same_id.id = key_.id;
  EXPECT_THAT(VerifyNote(note_, same_id), kUnsigned);
}

TEST_F(SignedNoteTest, RefusesAKeyThatCosigns) {
  EXPECT_THAT(VerifyNote(note_, VerifierKey::Of(name_, signer_,
                                                NoteAlgorithm::kCosignatureV1)),
              kNotANote);
}

TEST_F(SignedNoteTest, RefusesAWrongSignatureBesideARightOne) {
  const std::string wrong = FormatSignatureLine(key_, Bytes(64, 1));
  EXPECT_THAT(VerifyNote(note_ + wrong, key_), kUnsigned);
}

TEST_F(SignedNoteTest, RefusesWhatIsNoNote) {
  const std::string line = note_.substr(text_.size() + 1);
  const std::vector<std::string> notes = {
      "",
      "\n",
      "\n\n",
      text_,
      text_ + "\n",
      text_ + line,                       // No empty line.
      note_.substr(0, note_.size() - 1),  // No last newline.
      note_ + "\n",                       // An empty signature line.
      text_ + "\n" + line.substr(3),      // No dash.
      text_ + "\n-" + line.substr(3),     // Another dash.
      text_ + "\r\n" + line,              // Control character.
      std::string("\0", 1) + note_,
      "\xff" + note_,
      "\xc0\x80" + note_,                            // Overlong.
      "\xed\xa0\x80" + note_,                        // Surrogate.
      "\xf4\x90\x80\x80" + note_,                    // Above U+10FFFF.
      absl::StrReplaceAll(note_, {{"=\n", "\n"}}),   // No padding.
      absl::StrReplaceAll(note_, {{"=\n", ".\n"}}),  // Other padding.
      absl::StrReplaceAll(note_, {{"=\n", "= \n"}}),
      absl::StrCat(text_, "\n\u2014 name AAAA\n"),  // Key id cut off.
      absl::StrCat(text_, "\n\u2014 name\n"),
      absl::StrCat(text_, "\n\u2014  AAAAAAAA\n"),  // Empty name.
      absl::StrCat(text_, "\n\u2014 a+b AAAAAAAA\n")};
  for (const std::string& note : notes) {
    EXPECT_FALSE(VerifyNote(note, key_).ok()) << note;
  }
  EXPECT_THAT(ParseNote("\r" + note_), kNotANote);
}

TEST_F(SignedNoteTest, RefusesBase64WithStrayBits) {
  // The last character before the padding carries two bits of nothing.
  std::string note = note_;
  char& last = note[note.size() - 3];
  for (char c = 'A'; c <= 'Z'; ++c) {
    const char right = last;
    last = c;
    EXPECT_EQ(VerifyNote(note, key_).ok(), c == right);
    last = right;
  }
}

TEST_F(SignedNoteTest, RefusesMoreThanItsBounds) {
  const std::string line = FormatSignatureLine(other_key_, Bytes(64, 1));
  std::string note = note_;
  for (size_t i = 1; i < kMaxNoteSignatures; ++i) note += line;
  EXPECT_THAT(VerifyNote(note, key_), IsOk());
  EXPECT_THAT(VerifyNote(note + line, key_), kNotANote);
  const std::string long_text(kMaxNoteBytes, 'a');
  EXPECT_THAT(VerifyNote(SignNote(long_text + "\n", name_, signer_), key_),
              kNotANote);
}

TEST_F(SignedNoteTest, IgnoresSignaturesOfOtherKeys) {
  const std::string unknown =
      absl::StrCat("\u2014 un.exemple/témoin ", "AAAAAAAAAAA=", "\n");
  const std::string others =
      unknown + FormatSignatureLine(other_key_, Bytes(64, 1));
  EXPECT_THAT(
      VerifyNote(text_ + "\n" + others + note_.substr(text_.size() + 1), key_),
      IsOkAndHolds(text_));
  EXPECT_THAT(VerifyNote(text_ + "\n" + others, key_), kUnsigned);
}

TEST_F(SignedNoteTest, VerifiesTheSourcesExample) {
  EXPECT_THAT(VerifyNote(ExampleNote(), ExampleKey()),
              IsOkAndHolds(std::string(kExampleText)));
}

TEST_F(SignedNoteTest, VerifiesATextWithEmptyLinesInIt) {
  const std::string text = "a\n\nb\n\n\n";
  EXPECT_THAT(VerifyNote(SignNote(text, name_, signer_), key_),
              IsOkAndHolds(text));
}

TEST_F(SignedNoteTest, VerifiesUtf8) {
  const std::string text = "carnet scellé \u2014 \U0001F4D3\n";
  EXPECT_THAT(VerifyNote(SignNote(text, name_, signer_), key_),
              IsOkAndHolds(text));
}

TEST_F(SignedNoteTest, StopsOnATextOrNameThatCannotBeSigned) {
  EXPECT_DEATH(SignNote("no newline", name_, signer_), "");
  EXPECT_DEATH(SignNote("tab\t\n", name_, signer_), "");
  EXPECT_DEATH(SignNote("text\n", "two words", signer_), "");
}

TEST_F(SignedNoteTest, KeyTextComesBackAsItWas) {
  EXPECT_EQ(ExampleKey().Format(), kExampleKey);
  EXPECT_EQ(ExampleKey().id, 0x530d903au);
  EXPECT_THAT(VerifierKey::Parse(key_.Format()), IsOkAndHolds(key_));
}

TEST_F(SignedNoteTest, RefusesKeyTextsThatAreNotExact) {
  const std::string good(kExampleKey);
  const std::vector<std::string> texts = {
      "",
      "++",
      "example.com/foo",
      "example.com/foo+530d903a",
      absl::StrReplaceAll(good, {{"530d903a", "530d903b"}}),  // Other id.
      absl::StrReplaceAll(good, {{"530d903a", "530D903A"}}),
      absl::StrReplaceAll(good, {{"530d903a", "0530d903a"}}),
      absl::StrReplaceAll(good, {{"foo", "bar"}}),
      absl::StrReplaceAll(good, {{"foo", "f o"}}),
      absl::StrReplaceAll(good, {{"foo", ""}}),
      absl::StrReplaceAll(good, {{"AekyeR", "BekyeR"}}),  // Algorithm 4.
      absl::StrReplaceAll(good, {{"AekyeR", "AukyeR"}}),  // Unknown one.
      good + "\n",
      good + "AAAA",
      good.substr(0, good.size() - 4),
      std::string(2 * kMaxNoteBytes, '+')};
  for (const std::string& text : texts) {
    EXPECT_THAT(VerifierKey::Parse(text), kNotANote) << text;
  }
}

TEST_F(SignedNoteTest, KeyNamesArePrintableAscii) {
  EXPECT_TRUE(IsKeyName("example.org/alencon/journal"));
  EXPECT_TRUE(IsKeyName(std::string(kMaxKeyNameBytes, 'a')));
  for (const std::string& name :
       {std::string(), std::string("a b"), std::string("a+b"),
        std::string("a\n"), std::string("é"),
        std::string(kMaxKeyNameBytes + 1, 'a')}) {
    EXPECT_FALSE(IsKeyName(name)) << name;
  }
}

}  // namespace
}  // namespace sceau::crypto
