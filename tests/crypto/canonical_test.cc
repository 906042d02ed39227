#include "crypto/canonical.h"

#include <array>
#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crypto/test_data.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::StatusIs;
using ::sceau::testing::ToHex;
using ::testing::Each;

Bytes Sample() {
  CanonicalWriter writer;
  writer.U8(1).U16(0x0203).U32(0x04050607).U64(0x08090a0b0c0d0e0f);
  writer.Text("né").Bytes(Bytes{0xff}).Fixed(Bytes{0xaa, 0xbb});
  return writer.Take();
}

void ReadSample(CanonicalReader& reader) {
  reader.U8();
  reader.U16();
  reader.U32();
  reader.U64();
  reader.Text();
  reader.Bytes();
  reader.Fixed(2);
}

TEST(CanonicalReaderTest, RefusesEveryTruncation) {
  const Bytes bytes = Sample();
  for (size_t size = 0; size < bytes.size(); ++size) {
    CanonicalReader reader(ByteView(bytes).first(size));
    ReadSample(reader);
    EXPECT_FALSE(reader.ok());
    EXPECT_THAT(reader.Finish(), StatusIs(absl::StatusCode::kDataLoss));
  }
}

TEST(CanonicalReaderTest, RefusesWhatIsLeftOver) {
  Bytes bytes = Sample();
  bytes.push_back(0);
  CanonicalReader reader(bytes);
  ReadSample(reader);
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.remaining(), 1u);
  EXPECT_THAT(reader.Finish(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(CanonicalReaderTest, RefusesALengthBeyondTheEnd) {
  for (const uint32_t length : {4u, std::numeric_limits<uint32_t>::max()}) {
    CanonicalWriter writer;
    writer.U32(length).Fixed(Bytes{1, 2, 3});
    CanonicalReader reader(writer.View());
    EXPECT_TRUE(reader.Bytes().empty());
    EXPECT_FALSE(reader.ok());
  }
}

TEST(CanonicalReaderTest, GivesNothingAfterAFailure) {
  const Bytes bytes = {1, 2, 3, 4};
  CanonicalReader reader(bytes);
  reader.U64();
  EXPECT_EQ(reader.U8(), 0);
  EXPECT_EQ(reader.remaining(), 0u);
  std::array<uint8_t, 2> out = {9, 9};
  reader.FixedInto(out);
  EXPECT_THAT(out, Each(0));
  EXPECT_THAT(reader.Finish(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(CanonicalReaderTest, ReadsBackWhatWasWritten) {
  const Bytes bytes = Sample();
  CanonicalReader reader(bytes);
  EXPECT_EQ(reader.U8(), 1);
  EXPECT_EQ(reader.U16(), 0x0203);
  EXPECT_EQ(reader.U32(), 0x04050607u);
  EXPECT_EQ(reader.U64(), 0x08090a0b0c0d0e0fu);
  EXPECT_EQ(reader.Text(), "né");
  EXPECT_EQ(AsText(reader.Bytes()), "\xff");
  std::array<uint8_t, 2> fixed = {};
  reader.FixedInto(fixed);
  EXPECT_EQ(ToHex(fixed), "aabb");
  EXPECT_THAT(reader.Finish(), IsOk());
}

TEST(CanonicalWriterTest, WritesOneEncoding) {
  EXPECT_EQ(ToHex(Sample()),
            "01"
            "0203"
            "04050607"
            "08090a0b0c0d0e0f"
            "000000036ec3a9"
            "00000001ff"
            "aabb");
}

TEST(CanonicalWriterTest, TellsShiftedTextsApart) {
  CanonicalWriter first;
  first.Text("a").Text("bc");
  CanonicalWriter second;
  second.Text("ab").Text("c");
  EXPECT_NE(first.Take(), second.Take());
}

TEST(CanonicalWriterTest, IsEmptyOnceTaken) {
  CanonicalWriter writer;
  writer.U8(1).Take();
  EXPECT_TRUE(writer.View().empty());
}

}  // namespace
}  // namespace sceau::crypto
