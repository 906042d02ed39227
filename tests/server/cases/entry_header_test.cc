#include "server/cases/entry_header.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::SizeIs;

EntryHeader Sample() {
  EntryHeader header;
  header.id = "e1";
  header.category = v1::CATEGORY_MUNICIPAL_MEASURE;
  header.version = 9;
  header.state = v1::ENTRY_STATE_STANDING;
  header.owner = "commune-alencon";
  header.author = "dupont";
  header.create_time_ns = 1'700'000'000'000'000'001;
  header.made_time_ns = 1'600'000'000'000'000'002;
  header.narrowed_to = {"pjj", "spip"};
  header.value_classes = 16;
  header.kind = 5;
  return header;
}

TEST(EntryHeaderTest, EveryFieldComesBack) {
  const auto decoded = DecodeHeaders(EncodeHeaders({Sample(), EntryHeader()}));
  ASSERT_THAT(decoded, IsOk());
  ASSERT_THAT(*decoded, SizeIs(2));
  const EntryHeader& header = decoded->front();
  const EntryHeader sample = Sample();
  EXPECT_EQ(header.id, sample.id);
  EXPECT_EQ(header.category, sample.category);
  EXPECT_EQ(header.version, sample.version);
  EXPECT_EQ(header.state, sample.state);
  EXPECT_EQ(header.owner, sample.owner);
  EXPECT_EQ(header.author, sample.author);
  EXPECT_EQ(header.create_time_ns, sample.create_time_ns);
  EXPECT_EQ(header.made_time_ns, sample.made_time_ns);
  EXPECT_THAT(header.narrowed_to, ElementsAre("pjj", "spip"));
  EXPECT_EQ(header.value_classes, sample.value_classes);
  EXPECT_EQ(header.kind, sample.kind);
}

TEST(EntryHeaderTest, ACutBlockIsCorrupt) {
  const crypto::Bytes block = EncodeHeaders({Sample()});
  for (size_t size = 0; size < block.size(); ++size) {
    EXPECT_THAT(DecodeHeaders(crypto::ByteView(block).first(size)),
                StatusIs(absl::StatusCode::kDataLoss))
        << size;
  }
}

TEST(EntryHeaderTest, BytesLeftOverAreCorrupt) {
  crypto::Bytes block = EncodeHeaders({Sample()});
  block.push_back(0);
  EXPECT_THAT(DecodeHeaders(block), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(EntryHeaderTest, ACountThatCannotBeIsRefusedBeforeRoomIsMade) {
  EXPECT_THAT(DecodeHeaders(crypto::Bytes{0xff, 0xff, 0xff, 0xff}),
              StatusIs(absl::StatusCode::kDataLoss));
}

TEST(EntryHeaderTest, CategoryFollowsFromTheBody) {
  v1::EntryBody body;
  EXPECT_EQ(CategoryOf(body), v1::CATEGORY_UNSPECIFIED);
  body.mutable_identity();
  EXPECT_EQ(CategoryOf(body), v1::CATEGORY_IDENTITY);
  body.mutable_lead_worker();
  EXPECT_EQ(CategoryOf(body), v1::CATEGORY_LEAD_WORKER);
}

TEST(EntryHeaderTest, EtagMovesWithTheVersion) {
  EntryHeader header = Sample();
  const std::string before = EtagOf(header);
  ++header.version;
  EXPECT_NE(EtagOf(header), before);
}

}  // namespace
}  // namespace sceau
