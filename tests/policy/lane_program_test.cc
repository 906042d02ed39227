// 64 answers at a time are the answers one at a time.
#include "policy/decide/lane_program.h"

#include <vector>

#include "gtest/gtest.h"

#include "policy/compile/table_builder.h"
#include "tests/policy/mutants.h"
#include "tests/policy/random_question.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

constexpr int kWords = 4000;  // Of 64 questions, for each charter.

const Row& RandomRow(const ProofSpace& space, const LaneProgram& lanes,
                     RandomQuestions& random) {
  // Most rows are closed to everybody: those that are not, more often.
  const auto any = [&]() -> const Row& {
    return space.rows()[static_cast<size_t>(
        random.Below(static_cast<int>(space.rows().size())))];
  };
  if (random.Chance(8)) return any();
  while (true) {
    const Row& row = any();
    if (!lanes.IsClosed(row)) return row;
  }
}

uint64_t FieldsOf(const std::vector<SlicePart>& parts, unsigned lane,
                  const Row& row) {
  uint64_t fields = 0;
  for (const SlicePart& part : parts) {
    if (((part.lanes >> lane) & 1) != 0) fields |= part.fields;
  }
  const bool hidden =
      row.category == v1::CATEGORY_ORIGIN && row.role != v1::ROLE_COORDINATOR;
  return hidden ? fields & ~(uint64_t{1} << v1::Origin::kProfileFieldNumber)
                : fields;
}

uint32_t KindsOf(const std::vector<SlicePart>& parts, unsigned lane) {
  uint32_t kinds = 0;
  for (const SlicePart& part : parts) {
    if (((part.lanes >> lane) & 1) != 0) kinds |= part.kinds;
  }
  return kinds;
}

class LaneProgramTest : public ::testing::TestWithParam<int> {};

TEST_P(LaneProgramTest, EveryLaneIsDecidesAnswer) {
  RandomQuestions random(static_cast<uint64_t>(GetParam()) + 100);
  Charter charter = ReferenceCharter();
  if (GetParam() > 0) {
    const auto& mutants = GetParam() % 2 == 0 ? Mutants() : HarmlessMutants();
    const Mutant& mutant = mutants[static_cast<size_t>(
        random.Below(static_cast<int>(mutants.size())))];
    if (mutant.shows_in_program) mutant.change(charter);
  }
  const Program program(BuildTables(charter));
  const ProofSpace space(program);
  const LaneProgram lanes(program);
  int allowed = 0;
  for (int i = 0; i < kWords; ++i) {
    const Row& row = RandomRow(space, lanes, random);
    const Subject& subject = space.subjects()[static_cast<size_t>(
        random.Below(static_cast<int>(space.subjects().size())))];
    const Facts& facts = space.facts()[static_cast<size_t>(
        random.Below(static_cast<int>(space.facts().size())))];
    std::vector<SlicePart> parts;
    const Slice slice =
        lanes.Evaluate(row, lanes.MeaningOf(row, subject), facts, &parts);
    for (unsigned lane = 0; lane < kLaneCount; ++lane) {
      Question question = QuestionOf(row, subject, facts, lane);
      // Any age of the bracket is as good as its first.
      question.age = static_cast<uint8_t>(
          subject.from_age +
          random.Below(subject.to_age - subject.from_age + 1));
      const Decision decision = program.Decide(question);
      ASSERT_EQ(decision.allowed, ((slice.allowed >> lane) & 1) != 0)
          << "seed " << GetParam() << ": " << ToText(question);
      ASSERT_EQ(decision.allowed && !decision.own_organisation,
                ((slice.about_others >> lane) & 1) != 0)
          << "seed " << GetParam() << ": " << ToText(question);
      ASSERT_EQ(decision.fields, FieldsOf(parts, lane, row))
          << "seed " << GetParam() << ": " << ToText(question);
      ASSERT_EQ(decision.kinds, KindsOf(parts, lane))
          << "seed " << GetParam() << ": " << ToText(question);
      if (row.category == v1::CATEGORY_ORIGIN &&
          row.operation <= v1::OPERATION_CONTRIBUTE) {
        ASSERT_EQ((decision.fields >> v1::Origin::kProfileFieldNumber) & 1,
                  (slice.profile >> lane) & 1)
            << "seed " << GetParam() << ": " << ToText(question);
      }
      allowed += decision.allowed ? 1 : 0;
    }
  }
  EXPECT_GT(allowed, kWords * 3);
}

// Ten charters, 2.5 million questions.
INSTANTIATE_TEST_SUITE_P(Charters, LaneProgramTest, ::testing::Range(0, 10));

// What is called closed is refused, whatever the facts.
TEST(ClosedRowTest, AClosedRowIsRefusedWhateverTheFacts) {
  const Program& program = Reference();
  const ProofSpace space(program);
  const LaneProgram lanes(program);
  RandomQuestions random(5);
  int closed = 0;
  for (const Row& row : space.rows()) {
    if (!lanes.IsClosed(row) || !random.Chance(2)) continue;
    ++closed;
    for (int i = 0; i < 8; ++i) {
      const Question question = QuestionOf(
          row,
          space.subjects()[static_cast<size_t>(
              random.Below(static_cast<int>(space.subjects().size())))],
          space.facts()[static_cast<size_t>(
              random.Below(static_cast<int>(space.facts().size())))],
          static_cast<unsigned>(random.Below(kLaneCount)));
      ASSERT_FALSE(program.Decide(question).allowed) << ToText(question);
    }
  }
  EXPECT_GT(closed, 10000);
}

}  // namespace
}  // namespace sceau::policy
