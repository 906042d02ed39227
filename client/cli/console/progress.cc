#include "client/cli/console/progress.h"

#include "absl/strings/str_cat.h"

#include "proto/text/output.h"

namespace sceau {
namespace {

constexpr size_t kBarCells = 40;

}  // namespace

ProgressBar::ProgressBar(Context& context, absl::string_view what)
    : context_(context), what_(what), begun_(context.now()) {}

ProgressBar::~ProgressBar() {
  if (drawn_ == absl::InfinitePast()) return;
  context_.environment().err << "\r" << std::string(kLineWidth - 1, ' ') << "\r"
                             << std::flush;
}

void ProgressBar::Show(size_t done, size_t total) {
  const absl::Time now = context_.now();
  if (!context_.environment().err_is_terminal || total == 0 ||
      now - begun_ < kBarAfter || now - drawn_ < kBarEvery) {
    return;
  }
  drawn_ = now;
  const size_t filled = kBarCells * done / total;
  context_.environment().err
      << "\r"
      << absl::StrCat(what_, "  [", std::string(filled, '#'),
                      std::string(kBarCells - filled, '-'), "]  ", done, "/",
                      total)
      << std::flush;
}

}  // namespace sceau
