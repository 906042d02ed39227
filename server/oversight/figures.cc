#include "server/oversight/figures.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "server/journal/inputs.h"

namespace sceau {
namespace {

// The first that holds names the right.
constexpr std::array<std::pair<uint16_t, const char*>, 5> kRights = {{
    {policy::kSession, "session"},
    {policy::kLeadWorker, "lead_worker"},
    {policy::kOpenAction, "open_action"},
    {policy::kPendingValidation, "pending_validation"},
    {policy::kOpenRequest, "open_request"},
}};

}  // namespace

const char* RightOf(const AccessChunk& chunk, size_t row) {
  if (chunk.OperationOf(row) != v1::OPERATION_READ) return "list";
  const policy::Question question =
      UnpackInputs(chunk.inputs[row], v1::OPERATION_READ);
  if (question.role == v1::ROLE_COORDINATOR) return "always";
  for (const auto& [relation, word] : kRights) {
    if ((question.relations & relation) != 0) return word;
  }
  return "other";
}

v1::Figures FiguresOf(const AccessSnapshot& snapshot, int64_t from, int64_t to,
                      int minimum) {
  std::map<std::pair<std::string, std::string>, int64_t> counts;
  const auto& partners = snapshot.names->Of(AccessNames::kPartner);
  v1::Figures figures;
  snapshot.Visit(from, to, 0, [&](const AccessChunk& chunk, size_t row) {
    if (chunk.IsReading(row)) {
      ++counts[{partners[chunk.partner[row]], RightOf(chunk, row)}];
    }
    return true;
  });
  int64_t readings = 0;
  for (const auto& [key, count] : counts) {
    v1::Figure& figure = *figures.add_figures();
    figure.set_partner(key.first);
    figure.set_right(key.second);
    figure.set_readings(count);
    readings += count;
  }
  figures.set_readings(readings);
  HideSmall(minimum, figures);
  return figures;
}

void HideSmall(int minimum, v1::Figures& figures) {
  figures.set_minimum(minimum);
  int hidden = 0;
  for (v1::Figure& figure : *figures.mutable_figures()) {
    figure.set_hidden(figure.readings() < minimum);
    hidden += figure.hidden() ? 1 : 0;
  }
  if (hidden == 1) {
    v1::Figure* smallest = nullptr;
    for (v1::Figure& figure : *figures.mutable_figures()) {
      if (!figure.hidden() &&
          (smallest == nullptr || figure.readings() < smallest->readings())) {
        smallest = &figure;
      }
    }
    if (smallest != nullptr) smallest->set_hidden(true);
  }
  const bool alone = figures.figures_size() == 1 && hidden == 1;
  for (v1::Figure& figure : *figures.mutable_figures()) {
    if (figure.hidden()) figure.set_readings(0);
  }
  // One figure and its total are the same number.
  if (alone) figures.set_readings(0);
}

}  // namespace sceau
