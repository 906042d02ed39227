#include "client/lib/witness.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "client/lib/files.h"
#include "client/lib/profile.h"
#include "proto/contract/errors.h"
#include "tests/client/lib/fake_journal.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::sceau::testing::FakeJournal;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::sceau::testing::kOrigin;
using ::sceau::testing::StatusIs;
using ::sceau::testing::TempFolder;

MATCHER_P(Suspects, kind, "") {
  *result_listener << arg;
  return ReasonOf(arg) == v1::ERROR_REASON_ROLLBACK_SUSPECTED &&
         MetadataOf(arg, "kind") == kind;
}

class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() { journal_.AppendMany(10); }

  Witness Make(const FakeJournal& journal) { return Make(journal.Proofs()); }
  Witness Make(ProofSource proofs) {
    return Witness({.path = folder_.Path("witness.json"),
                    .key = journal_.key(),
                    .origin = kOrigin,
                    .now = [this] { return now_; },
                    .wait = [this] { ++waits_; }},
                   std::move(proofs));
  }
  std::string Stored() {
    return ReadFile(folder_.Path("witness.json"), kMaxWitnessBytes)
        .value_or("");
  }

  TempFolder folder_;
  FakeJournal journal_;
  int64_t now_ = 1'790'000'000;
  int waits_ = 0;
};

TEST_F(WitnessTest, ForkOfTheSameSizeIsSuspectedForGood) {
  FakeJournal fork;
  fork.AppendMany(9);
  fork.Append("rewritten");
  Witness witness = Make(journal_);
  ASSERT_THAT(witness.Begin(), IsOk());
  EXPECT_THAT(witness.Observe(fork.Note(), std::nullopt, false),
              Suspects("FORK"));
  EXPECT_THAT(witness.Standing(), Suspects("FORK"));
  EXPECT_THAT(Make(journal_).Begin(), Suspects("FORK"));
  EXPECT_EQ(witness.State()->suspicion_note, fork.Note());
}

TEST_F(WitnessTest, LongerForkIsSuspectedWhateverItProves) {
  FakeJournal fork;
  fork.AppendMany(9);
  fork.Append("rewritten");
  fork.AppendMany(10);
  Witness first = Make(journal_);
  ASSERT_THAT(first.Begin(), IsOk());
  EXPECT_THAT(Make(fork).Begin(), Suspects("FORK"));
}

TEST_F(WitnessTest, SkippedMiddleIsSuspected) {
  Witness witness = Make(journal_);
  ASSERT_THAT(witness.Begin(), IsOk());
  FakeJournal skipping;
  skipping.AppendMany(4);
  for (int i = 5; i < 20; ++i) skipping.Append("leaf " + std::to_string(i));
  EXPECT_THAT(Make(skipping).Begin(), Suspects("FORK"));
}

TEST_F(WitnessTest, NewestCheckpointThatIsSmallerIsARollback) {
  ASSERT_THAT(Make(journal_).Begin(), IsOk());
  FakeJournal yesterday;
  yesterday.AppendMany(6);
  EXPECT_THAT(Make(yesterday).Begin(), Suspects("ROLLBACK"));
}

TEST_F(WitnessTest, LateSmallerCheckpointIsProvenNotRefused) {
  Witness witness = Make(journal_);
  ASSERT_THAT(witness.Begin(), IsOk());
  EXPECT_THAT(witness.Observe(journal_.NoteAt(4), std::nullopt, false), IsOk());
  EXPECT_THAT(witness.Observe(journal_.NoteAt(0), std::nullopt, false), IsOk());
  EXPECT_EQ(witness.Remembered().value()->size, 10u);
  FakeJournal fork;
  fork.Append("rewritten");
  fork.AppendMany(3);
  EXPECT_THAT(witness.Observe(fork.Note(), std::nullopt, false),
              Suspects("FORK"));
}

TEST_F(WitnessTest, SourceWithoutAProofIsEvidence) {
  ASSERT_THAT(Make(journal_).Begin(), IsOk());
  journal_.AppendMany(5);
  ProofSource proofs = journal_.Proofs();
  proofs.consistency = [](uint64_t, uint64_t) {
    return absl::InvalidArgumentError("no such size");
  };
  EXPECT_THAT(Make(proofs).Begin(), Suspects("UNPROVEN"));
}

TEST_F(WitnessTest, AlteredShortenedAndEmptyProofsAreSuspected) {
  for (int variant = 0; variant < 3; ++variant) {
    TempFolder folder;
    FakeJournal journal;
    journal.AppendMany(10);
    ProofSource proofs = journal.Proofs();
    proofs.consistency =
        [&](uint64_t first,
            uint64_t second) -> absl::StatusOr<std::vector<crypto::Hash>> {
      auto proof = journal.Consistency(first, second).value();
      if (variant == 0) proof.back()[3] ^= 1;
      if (variant == 1) proof.pop_back();
      if (variant == 2) proof.clear();
      return proof;
    };
    Witness witness({.path = folder.Path("w"),
                     .key = journal.key(),
                     .origin = kOrigin,
                     .now = [] { return int64_t{0}; },
                     .wait = [] {}},
                    proofs);
    ASSERT_THAT(witness.Begin(), IsOk());
    journal.AppendMany(7);
    EXPECT_THAT(witness.Observe(journal.Note(), std::nullopt, false),
                Suspects("FORK"));
  }
}

TEST_F(WitnessTest, AnotherKeyAndAnotherOriginAreRefusedAndKeptNever) {
  Witness witness = Make(journal_);
  ASSERT_THAT(witness.Begin(), IsOk());
  const std::string before = Stored();
  FakeJournal other_key(2);
  other_key.AppendMany(12);
  FakeJournal other_origin(1, "sceau.test/argentan/journal");
  other_origin.AppendMany(12);
  std::string garbled = journal_.Note();
  garbled[garbled.size() - 9] ^= 1;
  for (const std::string& note : {other_key.Note(), other_origin.Note(),
                                  garbled, std::string("x"), std::string()}) {
    EXPECT_THAT(witness.Observe(note, std::nullopt, false),
                Suspects("UNSIGNED"));
  }
  EXPECT_EQ(Stored(), before);
  EXPECT_THAT(witness.Standing(), IsOk());
}

TEST_F(WitnessTest, AnswerWithoutReceiptOrCheckpointIsRefused) {
  Witness witness = Make(journal_);
  ASSERT_THAT(witness.Begin(), IsOk());
  EXPECT_THAT(witness.Observe(journal_.Note(), std::nullopt, true),
              Suspects("MISSING"));
  EXPECT_THAT(witness.Observe(std::nullopt, journal_.ReceiptOf(3), true),
              Suspects("MISSING"));
  EXPECT_THAT(witness.Observe(journal_.Note(), "short", true),
              Suspects("MISSING"));
  EXPECT_THAT(witness.Observe(std::nullopt, std::nullopt, false), IsOk());
}

TEST_F(WitnessTest, ReceiptIsKeptUntilItsInclusionIsProven) {
  Witness witness = Make(journal_);
  ASSERT_THAT(witness.Begin(), IsOk());
  const std::string note = journal_.Note();
  const uint64_t index = journal_.Append("my read");
  ASSERT_THAT(witness.Observe(note, journal_.ReceiptOf(index), true), IsOk());
  EXPECT_EQ(witness.State()->receipts.size(), 1u);
  Witness next = Make(journal_);
  ASSERT_THAT(next.Begin(), IsOk());
  EXPECT_EQ(next.State()->receipts.size(), 0u);
}

TEST_F(WitnessTest, ReceiptsInMemoryReachTheFileInTheEnd) {
  {
    Witness witness = Make(journal_);
    witness.set_receipts_in_memory(4);
    ASSERT_THAT(witness.Begin(), IsOk());
    const std::string note = journal_.Note();
    for (int i = 0; i < 6; ++i) {
      const uint64_t index = journal_.Append("my read " + std::to_string(i));
      ASSERT_THAT(witness.Observe(note, journal_.ReceiptOf(index), true),
                  IsOk());
    }
    EXPECT_EQ(witness.State()->receipts.size(), 4u);
  }
  EXPECT_EQ(Make(journal_).State()->receipts.size(), 6u);
}

TEST_F(WitnessTest, MoreUnprovenReceiptsThanAServerMayOweAreSuspected) {
  Witness witness = Make(journal_);
  witness.set_receipts_in_memory(100);
  ASSERT_THAT(witness.Begin(), IsOk());
  const std::string note = journal_.Note();
  absl::Status last = absl::OkStatus();
  for (size_t i = 0; last.ok() && i < 2 * kMaxReceipts; ++i) {
    const uint64_t index = journal_.Append("my read " + std::to_string(i));
    last = witness.Observe(note, journal_.ReceiptOf(index), true);
  }
  EXPECT_THAT(last, Suspects("RECEIPT"));
}

TEST_F(WitnessTest, DroppedLeafIsSuspected) {
  Witness witness = Make(journal_);
  FakeJournal without = FakeJournal();
  without.AppendMany(10);
  ASSERT_THAT(witness.Begin(), IsOk());
  const std::string note = journal_.Note();
  const uint64_t index = journal_.Append("my read");
  ASSERT_THAT(witness.Observe(note, journal_.ReceiptOf(index), true), IsOk());
  // The same tree up to the checkpoint; then another leaf where ours was.
  without.AppendMany(3, "other ");
  EXPECT_THAT(Make(without).Begin(), Suspects("RECEIPT"));
}

TEST_F(WitnessTest, TwoLeavesAtOneIndexAreSuspected) {
  Witness witness = Make(journal_);
  ASSERT_THAT(witness.Begin(), IsOk());
  const std::string note = journal_.Note();
  FakeJournal other;
  other.AppendMany(11, "other ");
  journal_.Append("my read");
  ASSERT_THAT(witness.Observe(note, journal_.ReceiptOf(10), true), IsOk());
  EXPECT_EQ(witness.State()->receipts.size(), 1u);
  EXPECT_THAT(witness.Observe(note, other.ReceiptOf(10), true),
              Suspects("RECEIPT"));
}

// A service that answers twice and records once would hand the leaf of the
// first answer out again: at once, in memory, and once it was proven.
TEST_F(WitnessTest, OneLeafForTwoAnswersIsSuspected) {
  for (const size_t in_memory : {size_t{1}, size_t{4}}) {
    for (const bool proven : {false, true}) {
      std::remove(folder_.Path("witness.json").c_str());
      Witness witness = Make(journal_);
      witness.set_receipts_in_memory(in_memory);
      ASSERT_THAT(witness.Begin(), IsOk());
      const std::string before = journal_.Note();
      const std::string receipt =
          journal_.ReceiptOf(journal_.Append("my read"));
      ASSERT_THAT(witness.Observe(before, receipt, true), IsOk());
      if (proven) {
        ASSERT_THAT(witness.Observe(
                        journal_.Note(),
                        journal_.ReceiptOf(journal_.Append("another")), true),
                    IsOk());
        ASSERT_THAT(witness.ProveReceipts(), IsOk());
      }
      absl::Status status = witness.Observe(before, receipt, true);
      for (size_t i = 1; status.ok() && i < in_memory; ++i) {
        status = witness.Observe(before, receipt, true);
      }
      EXPECT_THAT(status, Suspects("RECEIPT")) << in_memory << proven;
    }
  }
}

TEST_F(WitnessTest, ReceiptThatNoCheckpointEverCoversIsSuspected) {
  Witness witness = Make(journal_);
  ASSERT_THAT(witness.Begin(), IsOk());
  FakeJournal longer;
  longer.AppendMany(13);
  ASSERT_THAT(witness.Observe(journal_.Note(), longer.ReceiptOf(12), true),
              IsOk());
  EXPECT_THAT(Make(journal_).Begin(), IsOk()) << "the server may be late";
  now_ += kMaxUncoveredSeconds + 1;
  EXPECT_THAT(Make(journal_).Begin(), Suspects("RECEIPT"));
  EXPECT_GT(waits_, 0);
}

TEST_F(WitnessTest, UnreachableProofsJudgeNothing) {
  ASSERT_THAT(Make(journal_).Begin(), IsOk());
  journal_.AppendMany(5);
  ProofSource proofs = journal_.Proofs();
  proofs.consistency = [](uint64_t, uint64_t) {
    return absl::UnavailableError("down");
  };
  Witness witness = Make(proofs);
  EXPECT_THAT(witness.Begin(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(witness.Standing(), IsOk());
  EXPECT_EQ(witness.Remembered().value()->size, 10u);
}

TEST_F(WitnessTest, LargestOfTwoProcessesIsRemembered) {
  Witness slow = Make(journal_);
  ASSERT_THAT(slow.Begin(), IsOk());
  const std::string late = journal_.Note();
  journal_.AppendMany(5);
  ProofSource racing = journal_.Proofs();
  Witness fast = Make(journal_);
  racing.consistency = [&](uint64_t first, uint64_t second) {
    if (second == 15) journal_.AppendMany(5);
    // While ours is proven, another process remembers more.
    EXPECT_THAT(fast.Observe(journal_.Note(), std::nullopt, false), IsOk());
    return journal_.Consistency(first, second);
  };
  Witness raced = Make(racing);
  EXPECT_THAT(raced.Observe(journal_.NoteAt(15), std::nullopt, false), IsOk());
  EXPECT_EQ(raced.Remembered().value()->size, 20u);
}

TEST_F(WitnessTest, WhatCannotBeKeptIsAnIssueOfTheProfile) {
  const std::string path = folder_.Path("none/witness.json");
  Witness witness({.path = path,
                   .key = journal_.key(),
                   .origin = kOrigin,
                   .now = [this] { return now_; },
                   .wait = [this] { ++waits_; }},
                  journal_.Proofs());
  const absl::Status kept =
      witness.Observe(journal_.NoteAt(3), std::nullopt, false);
  const auto issue = ProfileIssueOf(kept);
  ASSERT_TRUE(issue.has_value()) << kept;
  EXPECT_EQ(issue->kind, ProfileIssue::Kind::kNotWritable);
  EXPECT_EQ(issue->where, path);
}

TEST_F(WitnessTest, DamagedStateOrAnotherJournalsIsNotTrusted) {
  Witness witness = Make(journal_);
  ASSERT_THAT(WriteFile(folder_.Path("witness.json"), "{\"format\": 1", 0600),
              IsOk());
  EXPECT_THAT(witness.Standing(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  WitnessState state{.origin = "sceau.test/argentan/journal"};
  ASSERT_THAT(StoreWitnessState(folder_.Path("witness.json"), state), IsOk());
  EXPECT_THAT(witness.Begin(), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(WitnessTest, ResetKeepsTheEvidenceAndBeginsAnew) {
  FakeJournal fork;
  fork.AppendMany(10, "other ");
  ASSERT_THAT(Make(journal_).Begin(), IsOk());
  ASSERT_THAT(Make(fork).Begin(), Suspects("FORK"));
  const auto aside = ResetWitness(folder_.Path("witness.json"), now_);
  ASSERT_THAT(aside, IsOk());
  EXPECT_THAT(Make(fork).Begin(), IsOk());
  EXPECT_EQ(LoadWitnessState(*aside)->suspicion_kind, "FORK");
  EXPECT_THAT(ResetWitness(folder_.Path("none"), now_),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST(WitnessStateTest, WrittenStateIsReadBackAndDamageIsNot) {
  WitnessState state{.origin = kOrigin,
                     .note = "note — é\n",
                     .suspicion_kind = "FORK",
                     .suspicion_time = 7,
                     .suspicion_note = "evidence"};
  state.receipts.push_back({.index = 1ull << 62, .leaf = {}, .received = 5});
  const std::string text = EncodeWitnessState(state);
  EXPECT_THAT(ParseWitnessState(text), IsOkAndHolds(state));
  for (const std::string bad :
       {"", "[]", "{}", "{\"format\":2,\"origin\":\"\",\"receipts\":[]}",
        "{\"format\":1,\"origin\":\"\",\"receipts\":{}}",
        "{\"format\":1,\"origin\":7,\"receipts\":[]}",
        "{\"format\":1,\"origin\":\"\",\"receipts\":[{\"index\":1}]}"}) {
    EXPECT_THAT(ParseWitnessState(bad),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << bad;
  }
}

}  // namespace
}  // namespace sceau
