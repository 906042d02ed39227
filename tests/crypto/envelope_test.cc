#include "crypto/envelope.h"

#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crypto/test_data.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Counting;
using ::sceau::testing::Golden;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::sceau::testing::StatusIs;
using ::sceau::testing::ToHex;

const auto kRecordRejected = StatusIs(absl::StatusCode::kDataLoss);

class EnvelopeTest : public ::testing::Test {
 protected:
  const AeadKey key_{Counting(kAeadKeyBytes)};
  const SealContext context_ = {
      .kind = "entry",
      .resource = "groups/alencon/cases/c1/entries/e1",
      .category = "housing",
      .version = 3,
      .key_version = 2};
  const Bytes record_ = SealRecord(key_, context_, AsBytes("content"));
};

// A text other than `text`, one small step away.
std::string Mutated(absl::string_view text, std::mt19937& random) {
  std::string out(text);
  const size_t at = random() % out.size();
  const auto step = static_cast<char>(1 + random() % 255);
  switch (random() % 3) {
    case 0:
      out[at] = static_cast<char>(out[at] + step);
      break;
    case 1:
      out.insert(at, 1, step);
      break;
    default:
      out.erase(at, 1);
  }
  return out;
}

TEST_F(EnvelopeTest, OpensInNoneOfTenThousandOtherPlaces) {
  std::mt19937 random(20260102);
  for (int i = 0; i < 10'000; ++i) {
    SealContext other = context_;
    std::string text;
    switch (i % 5) {
      case 0:
        other.kind = text = Mutated(context_.kind, random);
        break;
      case 1:
        other.resource = text = Mutated(context_.resource, random);
        break;
      case 2:
        other.category = text = Mutated(context_.category, random);
        break;
      case 3:
        other.version += 1 + random() % 1000;
        break;
      default:
        other.key_version += 1 + static_cast<uint32_t>(random() % 1000);
    }
    ASSERT_THAT(OpenRecord(key_, other, record_), kRecordRejected) << i;
  }
}

TEST_F(EnvelopeTest, DoesNotOpenWhenTextMovesBetweenFields) {
  SealContext other = context_;
  other.kind = "entryg";
  other.resource = context_.resource.substr(1);
  EXPECT_THAT(OpenRecord(key_, other, record_), kRecordRejected);
}

TEST_F(EnvelopeTest, RejectsEveryAlteredByteAndEveryTruncation) {
  for (size_t i = 0; i < record_.size(); ++i) {
    Bytes altered = record_;
    altered[i] ^= 0x10;
    EXPECT_THAT(OpenRecord(key_, context_, altered), kRecordRejected) << i;
    EXPECT_THAT(OpenRecord(key_, context_, ByteView(record_).first(i)),
                kRecordRejected)
        << i;
  }
}

TEST_F(EnvelopeTest, RejectsAHeaderThatNamesTheRightVersionOfAnotherSeal) {
  SealContext other = context_;
  other.key_version = 9;
  Bytes forged = SealRecord(key_, other, AsBytes("content"));
  forged[4] = 2;  // Low byte of the key version.
  EXPECT_THAT(OpenRecord(key_, context_, forged), kRecordRejected);
}

TEST_F(EnvelopeTest, FindsTheKeyVersionOfARecord) {
  EXPECT_THAT(RecordKeyVersion(record_), IsOkAndHolds(2u));
}

TEST_F(EnvelopeTest, FindsNoKeyVersionInWhatIsNoRecord) {
  const auto not_a_record = StatusIs(absl::StatusCode::kInvalidArgument);
  Bytes other_format = record_;
  other_format[0] = 2;
  EXPECT_THAT(RecordKeyVersion(other_format), not_a_record);
  EXPECT_THAT(RecordKeyVersion({}), not_a_record);
  EXPECT_THAT(
      RecordKeyVersion(ByteView(record_).first(kRecordOverheadBytes - 1)),
      not_a_record);
}

TEST_F(EnvelopeTest, OpensWhatItSealed) {
  EXPECT_EQ(record_.size(), kRecordOverheadBytes + 7);
  const absl::StatusOr<Secret> opened = OpenRecord(key_, context_, record_);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(AsText(opened->Reveal()), "content");
}

TEST_F(EnvelopeTest, SealsTheSameContentDifferentlyEachTime) {
  EXPECT_NE(SealRecord(key_, context_, AsBytes("content")), record_);
}

TEST_F(EnvelopeTest, EncodesTheGoldenContext) {
  const Golden golden("seal_context_v1.txt");
  const std::string kind = golden.Text("kind");
  const std::string resource = golden.Text("resource");
  const std::string category = golden.Text("category");
  const SealContext context = {
      .kind = kind,
      .resource = resource,
      .category = category,
      .version = golden.Value<uint64_t>("version"),
      .key_version = golden.Value<uint32_t>("key_version")};
  EXPECT_EQ(ToHex(Encode(context)), golden.Text("encoded"));
}

TEST_F(EnvelopeTest, OpensTheGoldenRecord) {
  const Golden golden("record_v1.txt");
  const absl::StatusOr<Secret> opened =
      OpenRecord(AeadKey(golden.Hex("key")), context_, golden.Hex("record"));
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(ToHex(opened->Reveal()), golden.Text("plaintext"));
}

}  // namespace
}  // namespace sceau::crypto
