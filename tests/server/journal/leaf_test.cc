#include "server/journal/leaf.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/digest.h"
#include "crypto/merkle.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::IsOk;
using testing::ReasonIs;
using testing::StatusIs;

constexpr uint64_t kIndex = 0x0102030405060708;
const absl::Time kTime = absl::FromUnixNanos(1'772'442'000'123'456'789);

template <size_t kSize>
std::array<uint8_t, kSize> Filled(uint8_t first) {
  std::array<uint8_t, kSize> bytes = {};
  for (uint8_t& byte : bytes) byte = first++;
  return bytes;
}

LeafDraft FullDraft() {
  LeafDraft draft;
  draft.operation = v1::OPERATION_SUPERSEDE;
  draft.outcome = Outcome::kAllowed;
  draft.rows = {{Filled<16>(0x10), Filled<32>(0x20)},
                {Filled<16>(0x40), crypto::Hash{}}};
  draft.member = "camille";
  draft.partner = "mission-locale";
  draft.resources = {Filled<16>(0x50), Filled<16>(0x60)};
  draft.released = 0x00100002;
  draft.inputs = 0x1122334455667788;
  draft.prior_inputs = 0x99;
  draft.refusal = policy::Refusal::kNotice;
  draft.rules = {3, 0x0405};
  draft.charter_version = "v1";
  draft.charter_hash = Filled<32>(0x80);
  draft.purpose = v1::READING_PURPOSE_FOLLOW_UP;
  return draft;
}

EncodedLeaf Encoded(const LeafDraft& draft) {
  return EncodeLeaf(draft, kIndex, kTime, Filled<16>(0xa0));
}

TEST(LeafTest, TheFormatIsTheGoldenFiles) {
  const EncodedLeaf leaf = Encoded(FullDraft());
  std::ifstream in(std::string(SCEAU_SOURCE_DIR) + "/tests/golden/leaf_v1.txt");
  std::ostringstream golden;
  golden << in.rdbuf();
  const auto hex = [](crypto::ByteView bytes) {
    return absl::BytesToHexString(crypto::AsText(bytes));
  };
  EXPECT_EQ(golden.str(), "binding " + hex(leaf.binding) + "\nnaming " +
                              hex(leaf.naming) + "\nleaf hash " +
                              hex(LeafHashOf(leaf.binding, leaf.naming_hash)) +
                              "\n");
}

TEST(LeafTest, ReadsBackWhatItWrote) {
  const EncodedLeaf leaf = Encoded(FullDraft());
  const auto decoded = DecodeLeaf(leaf.binding, leaf.naming);
  ASSERT_THAT(decoded, IsOk());
  const EncodedLeaf again = Encoded(*decoded);
  EXPECT_EQ(again.binding, leaf.binding);
  EXPECT_EQ(again.naming, leaf.naming);
  const auto binding = DecodeBinding(leaf.binding);
  ASSERT_THAT(binding, IsOk());
  EXPECT_EQ(binding->index, kIndex);
  EXPECT_EQ(binding->time, kTime);
  EXPECT_EQ(binding->operation, v1::OPERATION_SUPERSEDE);
  ASSERT_EQ(binding->rows.size(), 2U);
  EXPECT_EQ(binding->rows[0].digest, FullDraft().rows[0].digest);
}

TEST(LeafTest, ForgettingTheNamesKeepsTheTree) {
  const EncodedLeaf leaf = Encoded(FullDraft());
  // Of the naming part, the tree has the hash alone.
  crypto::Bytes data = leaf.binding;
  const crypto::Hash hash = crypto::Sha256(leaf.naming);
  data.insert(data.end(), hash.begin(), hash.end());
  EXPECT_EQ(LeafHashOf(leaf.binding, leaf.naming_hash), crypto::LeafHash(data));
  EXPECT_THAT(DecodeBinding(leaf.binding), IsOk());
}

TEST(LeafTest, TheBindingNamesNoOne) {
  LeafDraft other = FullDraft();
  other.member = "someone-else";
  other.partner = "mairie";
  other.resources.clear();
  other.released = 0;
  other.inputs = 0;
  EXPECT_EQ(Encoded(other).binding, Encoded(FullDraft()).binding);
}

TEST(LeafTest, TheSaltHidesEqualNames) {
  const LeafDraft draft = FullDraft();
  EXPECT_NE(EncodeLeaf(draft, 1, kTime, Filled<16>(1)).naming_hash,
            EncodeLeaf(draft, 1, kTime, Filled<16>(2)).naming_hash);
}

TEST(LeafTest, EveryFieldCounts) {
  const EncodedLeaf base = Encoded(FullDraft());
  const auto differs = [&base](auto change) {
    LeafDraft draft = FullDraft();
    change(draft);
    const EncodedLeaf leaf = Encoded(draft);
    return leaf.binding != base.binding || leaf.naming != base.naming;
  };
  EXPECT_TRUE(differs([](auto& d) { d.operation = v1::OPERATION_READ; }));
  EXPECT_TRUE(differs([](auto& d) { d.outcome = Outcome::kFailed; }));
  EXPECT_TRUE(differs([](auto& d) { d.rows.pop_back(); }));
  EXPECT_TRUE(differs([](auto& d) { d.rows[0].digest[31] ^= 1; }));
  EXPECT_TRUE(differs([](auto& d) { d.member += "x"; }));
  EXPECT_TRUE(differs([](auto& d) { d.partner += "x"; }));
  EXPECT_TRUE(differs([](auto& d) { d.resources[1][15] ^= 1; }));
  EXPECT_TRUE(differs([](auto& d) { d.released ^= 1; }));
  EXPECT_TRUE(differs([](auto& d) { d.inputs ^= 1; }));
  EXPECT_TRUE(differs([](auto& d) { d.prior_inputs ^= 1; }));
  EXPECT_TRUE(differs([](auto& d) { d.refusal = policy::Refusal::kGate; }));
  EXPECT_TRUE(differs([](auto& d) { d.rules[1] ^= 1; }));
  EXPECT_TRUE(differs([](auto& d) { d.charter_version = "v2"; }));
  EXPECT_TRUE(differs([](auto& d) { d.charter_hash[0] ^= 1; }));
  EXPECT_TRUE(
      differs([](auto& d) { d.purpose = v1::READING_PURPOSE_IN_SESSION; }));
}

TEST(LeafTest, EveryBoundIsHeld) {
  constexpr auto kRefused = absl::StatusCode::kInvalidArgument;
  const auto check = [](auto change) {
    LeafDraft draft = FullDraft();
    change(draft);
    return CheckLeaf(draft);
  };
  EXPECT_THAT(check([](auto& d) { d.rows.resize(kMaxLeafRows); }), IsOk());
  EXPECT_THAT(check([](auto& d) { d.rows.resize(kMaxLeafRows + 1); }),
              StatusIs(kRefused));
  EXPECT_THAT(check([](auto& d) { d.resources.resize(kMaxLeafResources); }),
              IsOk());
  EXPECT_THAT(check([](auto& d) { d.resources.resize(kMaxLeafResources + 1); }),
              StatusIs(kRefused));
  EXPECT_THAT(check([](auto& d) { d.rules.resize(policy::kMaxRules + 1); }),
              StatusIs(kRefused));
  EXPECT_THAT(check([](auto& d) { d.member.resize(kMaxLeafTextBytes + 1); }),
              StatusIs(kRefused));
  EXPECT_THAT(check([](auto& d) { d.outcome = static_cast<Outcome>(0); }),
              StatusIs(kRefused));
}

TEST(LeafTest, AnyPrefixOrExcessIsNoLeaf) {
  const EncodedLeaf leaf = Encoded(FullDraft());
  for (size_t size = 0; size < leaf.binding.size(); ++size) {
    EXPECT_THAT(DecodeBinding(crypto::ByteView(leaf.binding).first(size)),
                ReasonIs(v1::ERROR_REASON_AUDIT_TREE_BROKEN));
  }
  for (size_t size = 0; size < leaf.naming.size(); ++size) {
    EXPECT_THAT(
        DecodeLeaf(leaf.binding, crypto::ByteView(leaf.naming).first(size)),
        ReasonIs(v1::ERROR_REASON_AUDIT_TREE_BROKEN));
  }
  crypto::Bytes longer = leaf.binding;
  longer.push_back(0);
  EXPECT_THAT(DecodeBinding(longer),
              ReasonIs(v1::ERROR_REASON_AUDIT_TREE_BROKEN));
}

}  // namespace
}  // namespace sceau
