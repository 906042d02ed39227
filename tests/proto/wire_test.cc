#include "proto/contract/wire.h"

#include "gtest/gtest.h"

#include "proto/contract/errors.h"

namespace sceau {
namespace {

TEST(WireTest, AReasonSurvivesTheWire) {
  const absl::Status status = FieldError("entry.date", "a date is needed");
  const absl::Status back = FromGrpcStatus(ToGrpcStatus(status));
  EXPECT_EQ(back.code(), status.code());
  EXPECT_EQ(ReasonOf(back), v1::ERROR_REASON_FIELD_INVALID);
  EXPECT_EQ(MetadataOf(back, "field"), "entry.date");
}

TEST(WireTest, NothingUnplannedLeaks) {
  const grpc::Status wire =
      ToGrpcStatus(absl::InternalError("SELECT * FROM cases; key=42"));
  EXPECT_EQ(wire.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(wire.error_message(), "internal error");
  EXPECT_EQ(wire.error_details().find("SELECT"), std::string::npos);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(wire)), v1::ERROR_REASON_INVARIANT_BROKEN);
}

TEST(WireTest, CancelledAndExpiredStayWhatTheyAreWithoutText) {
  for (const absl::Status& status :
       {absl::CancelledError("because of x"),
        absl::DeadlineExceededError("because of x")}) {
    const grpc::Status wire = ToGrpcStatus(status);
    EXPECT_EQ(static_cast<int>(wire.error_code()),
              static_cast<int>(status.code()));
    EXPECT_EQ(wire.error_message(), "");
  }
}

TEST(WireTest, UnreadableDetailsAreDropped) {
  const absl::Status status = FromGrpcStatus(
      grpc::Status(grpc::StatusCode::ABORTED, "text", "\xff\xff no proto"));
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_UNSPECIFIED);
}

}  // namespace
}  // namespace sceau
