// A page as data: a list of blocks, each a sentence of client/words with what
// it is (heading, paragraph, item, line) and when it is said, over a model in
// JSON. README.md gives the grammar; every interpreter of it, in whatever
// language, prints tests/data/views byte for byte.
//
// Guarantee: total. A block whose sentence does not exist says its id, as
// Say() does.
//
// Threads: any.
#ifndef SCEAU_CLIENT_VIEWS_VIEW_H_
#define SCEAU_CLIENT_VIEWS_VIEW_H_

#include <string>
#include <vector>

#include "nlohmann/json.hpp"
#include "proto/text/language.h"

namespace sceau {

// One block with its sentence said.
struct ViewBlock {
  std::string kind = {};  // "heading", "paragraph", "item", "line".
  std::string text = {};

  friend bool operator==(const ViewBlock& a, const ViewBlock& b) {
    return a.kind == b.kind && a.text == b.text;
  }
};

// The blocks of `part`, one of a view's lists of blocks, that the model says.
std::vector<ViewBlock> ReadPart(const nlohmann::json& part,
                                const nlohmann::json& model, Language language);

// The letter's view, compiled in: {"young": {part: [...]}, ...}.
const nlohmann::json& LetterView();

}  // namespace sceau

#endif  // SCEAU_CLIENT_VIEWS_VIEW_H_
