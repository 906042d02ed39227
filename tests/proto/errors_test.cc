#include "proto/contract/errors.h"

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::StatusIs;

TEST(ErrorsTest, EveryReasonHasACodeOfItsOwnChoosing) {
  const auto* reasons = v1::ErrorReason_descriptor();
  for (int i = 1; i < reasons->value_count(); ++i) {
    const auto reason =
        static_cast<v1::ErrorReason>(reasons->value(i)->number());
    const absl::Status status = Error(reason, "text");
    EXPECT_EQ(ReasonOf(status), reason);
    EXPECT_EQ(status.code() == absl::StatusCode::kInternal,
              reason == v1::ERROR_REASON_INVARIANT_BROKEN)
        << reasons->value(i)->name();
  }
}

TEST(ErrorsTest, ClientsRetryUnavailableAlone) {
  for (const auto reason :
       {v1::ERROR_REASON_QUEUE_FULL, v1::ERROR_REASON_AUDIT_UNAVAILABLE,
        v1::ERROR_REASON_SHUTTING_DOWN}) {
    EXPECT_THAT(Error(reason, ""), StatusIs(absl::StatusCode::kUnavailable));
  }
}

TEST(ErrorsTest, MetadataComesBack) {
  const absl::Status status = FieldError("entry.date", "text");
  EXPECT_EQ(MetadataOf(status, "field"), "entry.date");
  EXPECT_EQ(MetadataOf(status, "other"), "");
}

TEST(ErrorsTest, AbsentAndDeniedAreTheSameBytes) {
  const absl::Status a = PolicyDenied();
  const absl::Status b = PolicyDenied();
  EXPECT_EQ(a, b);
  EXPECT_EQ(std::string(*a.GetPayload(kErrorInfoUrl)),
            std::string(*b.GetPayload(kErrorInfoUrl)));
}

TEST(ErrorsTest, AForeignStatusHasNoReason) {
  EXPECT_EQ(ReasonOf(absl::NotFoundError("disk")),
            v1::ERROR_REASON_UNSPECIFIED);
}

TEST(ErrorsTest, WithReasonKeepsWhatALibrarySaidInside) {
  const absl::Status status =
      WithReason(absl::DataLossError("page 7 of /secret"),
                 v1::ERROR_REASON_CIPHERTEXT_REJECTED, "does not open");
  EXPECT_EQ(status.message(), "does not open");
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_CIPHERTEXT_REJECTED);
}

}  // namespace
}  // namespace sceau
