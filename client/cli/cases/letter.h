// The letter that tells a young person, and the parents of a minor, that the
// group follows the situation: in plain French, neutral, without a word of
// delinquency, with the name and telephone of one human being.
//
// Guarantee: everything of GDPR 13 and 14 is there: who is responsible, why, on
// which basis, what kind of data and from whom, who reads, for how long, which
// rights, where to complain, and that taking part is a choice. Contacts come
// from the charter.
//
// Always in French: it is the letter's language, whatever the user's.
#ifndef SCEAU_CLIENT_CLI_CASES_LETTER_H_
#define SCEAU_CLIENT_CLI_CASES_LETTER_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "client/cli/words/labels.h"
#include "nlohmann/json.hpp"
#include "policy/decide/program.h"
#include "sceau/v1/case.pb.h"
#include "sceau/v1/charter_service.pb.h"

namespace sceau {

enum class LetterKind {
  kAdult,            // To the person, of age.
  kRepresentatives,  // To the representatives of a minor.
  kYoung,            // To the minor, in words read aloud at 12.
};

// One block of a letter.
struct LetterBlock {
  enum class Kind { kHeading, kParagraph, kItem };
  Kind kind = Kind::kParagraph;
  std::string text = {};
};

struct Letter {
  std::vector<std::string> sender = {};     // Lines.
  std::vector<std::string> recipient = {};  // Lines; all that an envelope
                                            // shows.
  std::string place_and_date = {};
  std::string subject = {};
  std::vector<LetterBlock> blocks = {};
  std::vector<std::string> signature = {};
};

struct LetterFacts {
  absl::CivilDay today = {};
  // Whose case: the reference identity, the sender, the lead worker.
  const v1::Case* file = nullptr;
  const v1::CharterVersion* charter = nullptr;
  // The charter's partners and delays; null = those every charter has.
  const policy::Program* program = nullptr;
};

// What a letter says, by the names that client/views/letter.json uses.
nlohmann::json LetterModel(const LetterFacts& facts, const Labels& labels);

// `labels` in French.
Letter WriteLetter(LetterKind kind, const LetterFacts& facts,
                   const Labels& labels);

// On 80 columns. `labels` as for the letter.
std::string LetterAsText(const Letter& letter, const Labels& labels);

// One self-contained A4 page or more, each letter on its own.
std::string LettersAsHtml(const std::vector<Letter>& letters);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_LETTER_H_
