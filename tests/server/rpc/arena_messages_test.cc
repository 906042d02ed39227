#include "server/rpc/arena_messages.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "sceau/v1/case_service.pb.h"

namespace sceau {
namespace {

using Allocator = ArenaMessages<v1::GetCaseRequest, v1::Case>;

TEST(ArenaMessagesTest, WhatACallSaidIsWipedBeforeTheNext) {
  constexpr absl::string_view kSaid = "Noel Lefevre";  // Short: in the piece.
  Allocator allocator;
  auto* const first = allocator.AllocateMessages();
  first->response()->set_name(std::string(kSaid));
  const auto* const from = reinterpret_cast<const char*>(first->response());
  const absl::string_view piece(from, kArenaBytes / 2);
  ASSERT_NE(piece.find(kSaid), absl::string_view::npos);
  first->Release();
  EXPECT_EQ(piece.find(kSaid), absl::string_view::npos);

  auto* const second = allocator.AllocateMessages();
  EXPECT_EQ(second, first);  // The same piece.
  EXPECT_EQ(second->response()->ByteSizeLong(), 0U);
  EXPECT_EQ(second->request()->ByteSizeLong(), 0U);
  second->Release();
}

TEST(ArenaMessagesTest, CallsAtTheSameTimeHaveMessagesOfTheirOwn) {
  Allocator allocator;
  std::vector<grpc::MessageHolder<v1::GetCaseRequest, v1::Case>*> calls;
  for (size_t i = 0; i < 2 * kIdleArenas; ++i) {
    calls.push_back(allocator.AllocateMessages());
    calls.back()->response()->set_name(std::to_string(i));
  }
  for (size_t i = 0; i < calls.size(); ++i) {
    EXPECT_EQ(calls[i]->response()->name(), std::to_string(i));
    calls[i]->Release();
  }
}

TEST(ArenaMessagesTest, AnAnswerLargerThanThePieceIsWhole) {
  Allocator allocator;
  auto* const call = allocator.AllocateMessages();
  while (call->response()->entries_size() < 1'000) {
    call->response()->add_entries()->set_name("groups/alencon/cases/c1");
  }
  v1::Case copy;
  ASSERT_TRUE(copy.ParseFromString(call->response()->SerializeAsString()));
  EXPECT_EQ(copy.entries(999).name(), "groups/alencon/cases/c1");
  call->Release();
}

}  // namespace
}  // namespace sceau
