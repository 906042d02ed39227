// Our verifiers on the published proofs of transparency-dev/merkle: 12 to
// accept, 184 to refuse.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"

#include "crypto/merkle.h"
#include "crypto/note_text.h"
#include "tests/crypto/test_data.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::ReadJson;
using ::sceau::testing::VectorsFolder;

// Some vectors put shorter bytes where a hash belongs. Our types cannot hold
// those. As a root or in a proof zeros fill them up, which keeps different ones
// different and leaves refusing to the verifier; as a leaf hash they are
// refused by the type.
bool IsHash(const nlohmann::json& field) {
  const auto bytes = DecodeBase64(field.get<std::string>());
  return bytes.has_value() && bytes->size() == kHashBytes;
}

Hash ReadHash(const nlohmann::json& field) {
  Hash hash = {};
  const auto bytes = DecodeBase64(field.get<std::string>());
  if (!bytes.has_value() || bytes->size() > hash.size()) {
    ADD_FAILURE() << field;
    return hash;
  }
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::vector<Hash> ReadProof(const nlohmann::json& field) {
  std::vector<Hash> proof;
  for (const nlohmann::json& hash : field) proof.push_back(ReadHash(hash));
  return proof;
}

struct Verdicts {
  int accepted = 0;
  int refused = 0;
};

template <typename Verify>
Verdicts CheckFolder(const std::filesystem::path& folder, Verify verify) {
  Verdicts verdicts;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const nlohmann::json test = ReadJson(entry.path());
    const bool ok = verify(test).ok();
    EXPECT_EQ(ok, !test["wantErr"].get<bool>()) << entry.path();
    ++(ok ? verdicts.accepted : verdicts.refused);
  }
  return verdicts;
}

TEST(MerkleVectorsTest, InclusionVerdictsAgree) {
  const auto folder = VectorsFolder();
  if (!folder.has_value()) return;
  const Verdicts verdicts = CheckFolder(
      *folder / "merkle" / "inclusion", [](const nlohmann::json& test) {
        if (!IsHash(test["leafHash"])) {
          return absl::InvalidArgumentError("not a leaf hash");
        }
        return VerifyInclusion(ReadHash(test["leafHash"]), test["leafIdx"],
                               test["treeSize"], ReadProof(test["proof"]),
                               ReadHash(test["root"]));
      });
  EXPECT_EQ(verdicts.accepted, 6);
  EXPECT_EQ(verdicts.refused, 92);
}

TEST(MerkleVectorsTest, ConsistencyVerdictsAgree) {
  const auto folder = VectorsFolder();
  if (!folder.has_value()) return;
  const Verdicts verdicts = CheckFolder(
      *folder / "merkle" / "consistency", [](const nlohmann::json& test) {
        return VerifyConsistency(
            test["size1"], test["size2"], ReadProof(test["proof"]),
            ReadHash(test["root1"]), ReadHash(test["root2"]));
      });
  EXPECT_EQ(verdicts.accepted, 6);
  EXPECT_EQ(verdicts.refused, 92);
}

}  // namespace
}  // namespace sceau::crypto
