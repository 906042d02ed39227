#include "client/lib/journal_audit.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/lib/files.h"
#include "client/lib/journal_tiles.h"
#include "crypto/checkpoint.h"
#include "crypto/digest.h"
#include "crypto/merkle.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::StatusIs;
using ::sceau::testing::TempFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using Flaw = AuditFinding::Kind;
using Leaves = std::vector<std::string>;

constexpr char kAuditOrigin[] = "sceau.test/alencon/journal";

auto Finding(Flaw kind, uint64_t index) {
  return AllOf(Field("kind", &AuditFinding::kind, kind),
               Field("index", &AuditFinding::index, index));
}

// Data as long as a read's, of which every byte counts.
std::string LeafAt(uint64_t index) {
  return crypto::ToString(
             crypto::Sha256(crypto::AsBytes(absl::StrCat("a", index)))) +
         crypto::ToString(
             crypto::Sha256(crypto::AsBytes(absl::StrCat("b", index))));
}
Leaves SomeLeaves(uint64_t count) {
  Leaves leaves;
  for (uint64_t i = 0; i < count; ++i) leaves.push_back(LeafAt(i));
  return leaves;
}

class JournalAuditTest : public ::testing::Test {
 protected:
  std::string Note(uint64_t size, const crypto::Hash& root) {
    return crypto::SignCheckpoint(
        {.origin = kAuditOrigin, .size = size, .root = root}, key_);
  }
  // An honest export.
  std::string Export(const Leaves& leaves) {
    const std::string folder = Folder();
    TileWriter writer(folder);
    for (const std::string& leaf : leaves) {
      EXPECT_THAT(writer.Append(leaf), IsOk());
    }
    EXPECT_THAT(writer.Finish(Note(writer.size(), writer.Root())), IsOk());
    return folder;
  }
  // Puts `entries` where those of the export of `size` leaves stood, as a
  // forger does who leaves the tiles alone.
  void Replace(const std::string& folder, uint64_t size,
               const Leaves& entries) {
    uint64_t place = 0;
    for (uint64_t first = 0; first < size; first += kTileWidth) {
      const uint64_t width = std::min(kTileWidth, size - first);
      // The last one takes what is left over.
      const uint64_t end =
          first + kTileWidth >= size
              ? entries.size()
              : std::min<uint64_t>(entries.size(), first + width);
      std::string bundle;
      for (; place < end; ++place) {
        const std::string& entry = entries[place];
        bundle += static_cast<char>(entry.size() >> 8);
        bundle += static_cast<char>(entry.size() & 0xff);
        bundle += entry;
      }
      ASSERT_THAT(
          WriteFile(
              absl::StrCat(folder, "/", EntriesPath(first / kTileWidth, width)),
              bundle, 0600),
          IsOk());
    }
  }
  std::vector<AuditFinding> Audit(const std::string& folder) {
    const auto report = AuditExport(
        folder, crypto::VerifierKey::Of(kAuditOrigin, key_), kAuditOrigin);
    EXPECT_THAT(report, IsOk());
    return report.ok() ? report->findings : std::vector<AuditFinding>();
  }
  // Audits an export of 600 leaves whose entries were changed so.
  template <typename Change>
  std::vector<AuditFinding> Forged(Change change) {
    Leaves leaves = SomeLeaves(600);
    const std::string folder = Export(leaves);
    change(leaves);
    Replace(folder, 600, leaves);
    return Audit(folder);
  }
  std::string Folder() {
    return folder_.Path(absl::StrCat("export", ++exports_));
  }

  const crypto::SigningKey key_{crypto::Bytes(32, 5)};
  TempFolder folder_;
  int exports_ = 0;
};

TEST_F(JournalAuditTest, TilesLieWhereTheSpecificationSays) {
  EXPECT_EQ(TilePath(0, 1'234'067, 256), "tile/0/x001/x234/067");
  EXPECT_EQ(TilePath(1, 5, 17), "tile/1/005.p/17");
  EXPECT_EQ(EntriesPath(1'000, 112), "tile/entries/x001/000.p/112");
}

// The example of the specification: a tree of 70,000.
TEST_F(JournalAuditTest, AnExportHasTheFilesOfItsSize) {
  const std::string folder = Export(SomeLeaves(70'000));
  for (const char* const file :
       {"checkpoint", "tile/0/272", "tile/0/273.p/112", "tile/1/000",
        "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/272",
        "tile/entries/273.p/112"}) {
    EXPECT_TRUE(std::filesystem::exists(folder + "/" + file)) << file;
  }
  EXPECT_FALSE(std::filesystem::exists(folder + "/tile/3"));
  EXPECT_THAT(Audit(folder), IsEmpty());
}

TEST_F(JournalAuditTest, HonestExportsOfEverySizeHold) {
  for (const uint64_t size : {0u, 1u, 2u, 255u, 256u, 257u, 511u, 512u, 600u}) {
    EXPECT_THAT(Audit(Export(SomeLeaves(size))), IsEmpty()) << size;
  }
}

TEST_F(JournalAuditTest, AnAlteredEntryIsNamed) {
  for (const uint64_t at : {0u, 255u, 256u, 599u}) {
    EXPECT_THAT(Forged([&](Leaves& leaves) { leaves[at][3] ^= 1; }),
                ElementsAre(Finding(Flaw::kAltered, at)));
  }
}

TEST_F(JournalAuditTest, ADeletedEntryIsNamed) {
  for (const uint64_t at : {0u, 255u, 256u, 599u}) {
    EXPECT_THAT(Forged([&](Leaves& leaves) {
                  leaves.erase(leaves.begin() + static_cast<int64_t>(at));
                }),
                ElementsAre(Finding(Flaw::kDeleted, at)));
  }
}

TEST_F(JournalAuditTest, AnInsertedEntryIsNamed) {
  for (const uint64_t at : {0u, 255u, 256u, 600u}) {
    // A foreign one, and a copy of another.
    for (const std::string& entry : {std::string("foreign"), LeafAt(42)}) {
      EXPECT_THAT(Forged([&](Leaves& leaves) {
                    leaves.insert(leaves.begin() + static_cast<int64_t>(at),
                                  entry);
                  }),
                  ElementsAre(Finding(Flaw::kInserted, at)));
    }
  }
}

TEST_F(JournalAuditTest, ReorderedEntriesAreNamed) {
  EXPECT_THAT(
      Forged([](Leaves& leaves) { std::swap(leaves[7], leaves[400]); }),
      ElementsAre(
          AuditFinding{.kind = Flaw::kMoved, .index = 7, .place = 400},
          AuditFinding{.kind = Flaw::kMoved, .index = 400, .place = 7}));
  // Of two neighbours, one has moved.
  EXPECT_THAT(Forged([](Leaves& leaves) { std::swap(leaves[8], leaves[9]); }),
              ElementsAre(Field(&AuditFinding::kind, Flaw::kMoved)));
}

// At its size: one of each, all four found by index.
TEST_F(JournalAuditTest, FourForgeriesAmongAHundredThousandAreFoundInSeconds) {
  Leaves leaves = SomeLeaves(100'000);
  const std::string folder = Export(leaves);
  leaves[12'345] = "altered";
  std::swap(leaves[20'000], leaves[31'000]);
  leaves.insert(leaves.begin() + 50'000, "inserted");
  leaves.erase(leaves.begin() + 77'778);  // What was 77,777.
  Replace(folder, 100'000, leaves);
  const auto begun = std::chrono::steady_clock::now();
  const std::vector<AuditFinding> findings = Audit(folder);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
  EXPECT_THAT(findings, ElementsAre(Finding(Flaw::kAltered, 12'345),
                                    Finding(Flaw::kMoved, 20'000),
                                    Finding(Flaw::kMoved, 31'000),
                                    Finding(Flaw::kInserted, 50'000),
                                    Finding(Flaw::kDeleted, 77'777)));
}

// An export is whatever someone hands over: a file of millions of empty entries
// costs no more than the leaves that the checkpoint says.
TEST_F(JournalAuditTest, EntriesBeyondAnyLeafAreLeftUnread) {
  const std::string folder = Export(SomeLeaves(600));
  for (const uint64_t n : {0u, 1u}) {
    ASSERT_THAT(WriteFile(folder + "/" + EntriesPath(n, 256),
                          std::string(size_t{16} << 20, '\0'), 0600),
                IsOk());
  }
  const std::vector<AuditFinding> findings = Audit(folder);
  EXPECT_LE(findings.size(), kMaxAuditFindings);
  EXPECT_THAT(
      findings,
      ::testing::Contains(AuditFinding{
          .kind = Flaw::kFile, .index = 0, .file = EntriesPath(0, 256)}));
  EXPECT_THAT(
      findings,
      ::testing::Not(::testing::Contains(AuditFinding{
          .kind = Flaw::kFile, .index = 256, .file = EntriesPath(1, 256)})))
      << "nothing is read after it";
}

// Hashes that begin alike, as a forger writes them, cost no more than others.
TEST_F(JournalAuditTest, ForgedHashesThatBeginAlikeTakeNoLonger) {
  constexpr uint64_t kSize = 100'000;
  const std::string folder = Export(SomeLeaves(kSize));
  for (uint64_t first = 0; first < kSize; first += kTileWidth) {
    const uint64_t width = std::min(kTileWidth, kSize - first);
    std::string hashes;
    for (uint64_t i = first; i < first + width; ++i) {
      absl::StrAppend(&hashes, std::string(24, 'x'),
                      absl::Dec(i, absl::kZeroPad8));
    }
    ASSERT_THAT(WriteFile(folder + "/" + TilePath(0, first / kTileWidth, width),
                          hashes, 0600),
                IsOk());
  }
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_THAT(Audit(folder), ::testing::Not(IsEmpty()));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST_F(JournalAuditTest, ForgedHashesAreNamedWithTheirRange) {
  Leaves leaves = SomeLeaves(600);
  const std::string folder = Export(leaves);
  leaves[300] = "altered";
  Replace(folder, 600, leaves);
  const std::string tile = folder + "/" + TilePath(0, 1, 256);
  std::string hashes = *ReadFile(tile, 256 * 32);
  hashes.replace(
      44 * 32, 32,
      crypto::ToString(crypto::LeafHash(crypto::AsBytes("altered"))));
  ASSERT_THAT(WriteFile(tile, hashes, 0600), IsOk());
  EXPECT_THAT(Audit(folder),
              ElementsAre(AuditFinding{
                  .kind = Flaw::kTile, .index = 256, .place = 511}));
  // All of them: the forger has not the key to the checkpoint.
  for (const uint64_t n : {0u, 1u}) {
    ASSERT_THAT(WriteFile(folder + "/" + TilePath(0, n, 256),
                          std::string(256 * 32, 'x'), 0600),
                IsOk());
  }
  ASSERT_THAT(WriteFile(folder + "/" + TilePath(1, 0, 2),
                        std::string(2 * 32, 'x'), 0600),
              IsOk());
  EXPECT_THAT(
      Audit(folder),
      ElementsAre(AuditFinding{.kind = Flaw::kTile, .index = 0, .place = 599}));
}

TEST_F(JournalAuditTest, AForgedUpperHashIsNamedAndHarmsNoLeaf) {
  const std::string folder = Export(SomeLeaves(600));
  const std::string path = TilePath(1, 0, 2);
  std::string hashes = *ReadFile(folder + "/" + path, 64);
  hashes[40] = static_cast<char>(hashes[40] ^ 1);
  ASSERT_THAT(WriteFile(folder + "/" + path, hashes, 0600), IsOk());
  EXPECT_THAT(Audit(folder),
              ElementsAre(AuditFinding{
                  .kind = Flaw::kFile, .index = 256, .file = path}));
}

TEST_F(JournalAuditTest, AMissingOrCutFileIsNamed) {
  std::string folder = Export(SomeLeaves(600));
  const std::string path = EntriesPath(1, 256);
  std::filesystem::resize_file(folder + "/" + path, 1'000);
  const std::vector<AuditFinding> cut = Audit(folder);
  ASSERT_FALSE(cut.empty());
  EXPECT_THAT(cut, ::testing::Contains(AuditFinding{
                       .kind = Flaw::kFile, .index = 256, .file = path}));
  std::filesystem::remove(folder + "/" + path);
  EXPECT_THAT(Audit(folder),
              ::testing::Contains(AuditFinding{
                  .kind = Flaw::kFile, .index = 256, .file = path}));
}

TEST_F(JournalAuditTest, WithoutASignedCheckpointNothingIsJudged) {
  const std::string folder = Export(SomeLeaves(3));
  const crypto::SigningKey other(crypto::Bytes(32, 6));
  const auto refused = StatusIs(absl::StatusCode::kDataLoss);
  EXPECT_THAT(AuditExport(folder, crypto::VerifierKey::Of(kAuditOrigin, other),
                          kAuditOrigin),
              refused);
  EXPECT_THAT(AuditExport(folder, crypto::VerifierKey::Of(kAuditOrigin, key_),
                          "sceau.test/argentan/journal"),
              refused);
  EXPECT_THAT(AuditExport(Folder(), crypto::VerifierKey::Of(kAuditOrigin, key_),
                          kAuditOrigin),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(JournalAuditTest, ALeafTooLongForATileIsRefused) {
  TileWriter writer(Folder());
  EXPECT_THAT(writer.Append(std::string(kMaxEntryBytes + 1, 'x')),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace sceau
