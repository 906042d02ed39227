#include "crypto/keyring.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crypto/test_data.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::Counting;
using ::sceau::testing::Golden;
using ::sceau::testing::ToHex;

std::vector<std::pair<std::string, std::string>> Named(const GroupKeys& keys) {
  const auto hex = [](const Secret& key) { return ToHex(key.Reveal()); };
  return {{"case_db", hex(keys.case_db)},
          {"keys_db", hex(keys.keys_db)},
          {"journal_db", hex(keys.journal_db)},
          {"facts", hex(keys.facts)},
          {"blind_index", hex(keys.blind_index)},
          {"journal", hex(keys.journal)},
          {"page_token", hex(keys.page_token)},
          {"checkpoint_seed", hex(keys.checkpoint_seed)}};
}

TEST(KeyringTest, StopsOnARootKeyOfAnotherSize) {
  EXPECT_DEATH(DeriveGroupKeys(Secret(31), "alencon", 1), "");
}

TEST(KeyringTest, DerivesTheGoldenKeys) {
  const Golden golden("group_keys_v1.txt");
  const GroupKeys keys =
      DeriveGroupKeys(Secret::Copy(golden.Hex("root_key")),
                      golden.Text("group"), golden.Value<uint32_t>("version"));
  for (const auto& [name, hex] : Named(keys)) {
    EXPECT_EQ(hex, golden.Text(name)) << name;
  }
  EXPECT_EQ(keys.version, 1u);
  EXPECT_EQ(keys.case_db.size(), kDatabaseKeyBytes);
  EXPECT_EQ(keys.checkpoint_seed.size(), kGroupKeyBytes);
}

TEST(KeyringTest, NoTwoKeysOfAnyGroupOrVersionAreAlike) {
  const Secret root = Secret::Copy(Counting(kRootKeyBytes));
  const Secret other_root = Secret::Copy(Counting(kRootKeyBytes, /*seed=*/1));
  std::set<std::string> seen;
  size_t count = 0;
  const auto add = [&](const GroupKeys& keys) {
    for (const auto& [name, hex] : Named(keys)) {
      // The first half alone must differ, whatever the key's size.
      seen.insert(hex.substr(0, 32));
      ++count;
    }
  };
  add(DeriveGroupKeys(root, "alencon", 1));
  add(DeriveGroupKeys(root, "alencon", 2));
  add(DeriveGroupKeys(root, "argentan", 1));
  add(DeriveGroupKeys(other_root, "alencon", 1));
  EXPECT_EQ(seen.size(), count);
}

}  // namespace
}  // namespace sceau::crypto
