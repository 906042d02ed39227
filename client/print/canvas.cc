#include "client/print/canvas.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "cairo-pdf.h"
#include "client/print/spacing.h"
#include "fontconfig/fontconfig.h"
#include "pango/pangofc-fontmap.h"

namespace sceau::print {
namespace {

struct Look {
  const char* font = "";
  double size = 0;
  double leading = 0;
  Ink ink = Ink::kStrong;
};

constexpr char kText[] = "Open Sans, DejaVu Sans";
constexpr char kSemibold[] = "Open Sans, DejaVu Sans Semibold";
constexpr char kBold[] = "Open Sans, DejaVu Sans Bold";
constexpr char kLight[] = "Open Sans, DejaVu Sans Light";
constexpr char kCode[] = "DejaVu Sans Mono";

Look LookOf(Face face) {
  switch (face) {
    case Face::kKind:
      return {kSemibold, 9.5, 14, Ink::kSoft};
    case Face::kTitle:
      return {kBold, 21, 28, Ink::kStrong};
    case Face::kSubtitle:
      return {kText, 12, 17, Ink::kStrong};
    case Face::kHeading:
      return {kSemibold, 13, 18, Ink::kStrong};
    case Face::kBody:
      return {kText, 9.5, 14, Ink::kStrong};
    case Face::kStatement:
      return {kText, 11.5, 17, Ink::kStrong};
    case Face::kNote:
      return {kText, 8, 11.5, Ink::kSoft};
    case Face::kNumber:
      return {kLight, 23, 29, Ink::kStrong};
    case Face::kTableHead:
      return {kSemibold, 7.5, 10.5, Ink::kSoft};
    case Face::kCell:
      return {kText, 9, 12.5, Ink::kStrong};
    case Face::kCode:
      return {kCode, 7.5, 11, Ink::kStrong};
    case Face::kRunning:
      return {kText, 8, 11, Ink::kSoft};
  }
  return {};
}

// Greys with a little blue: as dark on paper without colours.
void SetInk(cairo_t* pen, Ink ink) {
  switch (ink) {
    case Ink::kStrong:
      return cairo_set_source_rgb(pen, 0.08, 0.13, 0.24);
    case Ink::kSoft:
      return cairo_set_source_rgb(pen, 0.33, 0.37, 0.45);
    case Ink::kFaint:
      return cairo_set_source_rgb(pen, 0.72, 0.75, 0.80);
    case Ink::kPale:
      return cairo_set_source_rgb(pen, 0.94, 0.95, 0.97);
  }
}

// A font map that knows our fonts and no other, whatever is installed.
absl::StatusOr<std::unique_ptr<PangoFontMap, Release>> OpenFonts(
    const Fonts& fonts) {
  const std::unique_ptr<FcConfig, decltype(&FcConfigDestroy)> config(
      FcConfigCreate(), &FcConfigDestroy);
  const auto add =
      [&](const std::string& folder,
          std::initializer_list<const char*> names) -> absl::Status {
    for (const char* name : names) {
      const std::string path = absl::StrCat(folder, "/", name, ".ttf");
      if (FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(
                                                   path.c_str())) != FcTrue) {
        return absl::NotFoundError(path);
      }
    }
    return absl::OkStatus();
  };
  absl::Status added = add(fonts.text, {"OpenSans-Light", "OpenSans-Regular",
                                        "OpenSans-Semibold", "OpenSans-Bold"});
  if (added.ok()) added = add(fonts.code, {"DejaVuSans", "DejaVuSansMono"});
  if (!added.ok()) return added;
  std::unique_ptr<PangoFontMap, Release> map(
      pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  pango_cairo_font_map_set_resolution(
      reinterpret_cast<PangoCairoFontMap*>(map.get()), 72);
  pango_fc_font_map_set_config(reinterpret_cast<PangoFcFontMap*>(map.get()),
                               config.get());
  return map;
}

// Whether what follows the line is another word. The layout drops the blank at
// a line's end, and who listens to the page would hear one word.
bool EndsInBlank(const PangoLayoutLine& line) {
  const absl::string_view text = pango_layout_get_text(line.layout);
  const size_t end =
      static_cast<size_t>(line.start_index) + static_cast<size_t>(line.length);
  return end >= text.size() || text[end] == '\n' ||
         (line.length > 0 && text[end - 1] == ' ');
}

}  // namespace

int SetText::lines() const {
  return pango_layout_get_line_count(layout_.get());
}

cairo_status_t Canvas::Append(void* bytes, const unsigned char* data,
                              unsigned int size) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data),
                                           size);
  return CAIRO_STATUS_SUCCESS;
}

absl::StatusOr<std::unique_ptr<Canvas>> Canvas::Make(const Document& document,
                                                     const Fonts& fonts) {
  auto map = OpenFonts(fonts);
  if (!map.ok()) return map.status();
  std::unique_ptr<Canvas> canvas(new Canvas);
  canvas->fonts_ = *std::move(map);
  cairo_surface_t* const pages = cairo_pdf_surface_create_for_stream(
      Append, &canvas->bytes_, kPageWidth, kPageHeight);
  canvas->pages_.reset(pages);
  // Its cross references are a table: catalog.h reads it.
  cairo_pdf_surface_restrict_to_version(pages, CAIRO_PDF_VERSION_1_4);
  const auto say = [pages](cairo_pdf_metadata_t what, const std::string& text) {
    cairo_pdf_surface_set_metadata(pages, what, text.c_str());
  };
  const std::string made = absl::FormatTime(
      "%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(document.unix_seconds),
      absl::UTCTimeZone());
  say(CAIRO_PDF_METADATA_TITLE, document.title);
  say(CAIRO_PDF_METADATA_SUBJECT, document.subtitle);
  say(CAIRO_PDF_METADATA_AUTHOR, document.author);
  say(CAIRO_PDF_METADATA_CREATOR, "sceau");
  say(CAIRO_PDF_METADATA_CREATE_DATE, made);
  canvas->pen_.reset(cairo_create(pages));
  canvas->context_.reset(pango_font_map_create_context(canvas->fonts_.get()));
  pango_cairo_update_context(canvas->pen_.get(), canvas->context_.get());
  pango_context_set_language(canvas->context_.get(),
                             pango_language_from_string("fr"));
  pango_context_set_round_glyph_positions(canvas->context_.get(), FALSE);
  pango_context_set_base_dir(canvas->context_.get(), PANGO_DIRECTION_LTR);
  canvas->blank_ = std::move(canvas->Set(" ", Face::kCell, kPageWidth).layout_);
  return canvas;
}

SetText Canvas::Set(absl::string_view text, Face face, double width,
                    int most_lines) const {
  const Look look = LookOf(face);
  SetText set;
  set.leading_ = look.leading;
  set.width_ = width;
  set.ink_ = look.ink;
  set.layout_.reset(pango_layout_new(context_.get()));
  PangoLayout* const layout = set.layout_.get();
  PangoFontDescription* const font =
      pango_font_description_from_string(look.font);
  pango_font_description_set_absolute_size(font, look.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  PangoAttrList* const attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  // Whoever searches the page for « fiche » types an f and an i.
  pango_attr_list_insert(attributes,
                         pango_attr_font_features_new("liga=0, clig=0"));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(
      layout, face == Face::kCode ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR);
  if (most_lines > 0) {
    // Negative: so many lines of each paragraph.
    pango_layout_set_height(layout, -most_lines);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  const std::string spaced = FrenchSpacing(text);
  pango_layout_set_text(layout, spaced.data(), static_cast<int>(spaced.size()));
  return set;
}

void Canvas::Draw(const SetText& text, int first, int count, double x, double y,
                  Align align) {
  SetInk(pen_.get(), text.ink_);
  for (int i = 0; i < count; ++i) {
    PangoLayoutLine* const line =
        pango_layout_get_line_readonly(text.layout_.get(), first + i);
    if (line == nullptr) return;
    PangoRectangle room = {};
    pango_layout_line_get_extents(line, nullptr, &room);
    const double width = static_cast<double>(room.width) / PANGO_SCALE;
    const double left = align == Align::kLeft ? x : x + text.width_ - width;
    cairo_move_to(pen_.get(), left, y + (i + 0.74) * text.leading_);
    pango_cairo_show_layout_line(pen_.get(), line);
    if (EndsInBlank(*line)) {
      cairo_move_to(pen_.get(), left + width, y + (i + 0.74) * text.leading_);
      pango_cairo_show_layout_line(
          pen_.get(), pango_layout_get_line_readonly(blank_.get(), 0));
    }
  }
}

void Canvas::Fill(double x, double y, double width, double height, Ink ink) {
  SetInk(pen_.get(), ink);
  cairo_rectangle(pen_.get(), x, y, width, height);
  cairo_fill(pen_.get());
}

void Canvas::Frame(double x, double y, double width, double height, Ink ink) {
  SetInk(pen_.get(), ink);
  cairo_set_line_width(pen_.get(), 0.8);
  cairo_rectangle(pen_.get(), x, y, width, height);
  cairo_stroke(pen_.get());
}

void Canvas::Hatch(double x, double y, double width, double height) {
  cairo_save(pen_.get());
  cairo_rectangle(pen_.get(), x, y, width, height);
  cairo_clip(pen_.get());
  SetInk(pen_.get(), Ink::kSoft);
  cairo_set_line_width(pen_.get(), 0.6);
  constexpr double kStep = 2.6;
  const int lines = static_cast<int>((width + height) / kStep) + 1;
  for (int i = 0; i < lines; ++i) {
    const double at = x - height + i * kStep;
    cairo_move_to(pen_.get(), at, y + height);
    cairo_line_to(pen_.get(), at + height, y);
  }
  cairo_stroke(pen_.get());
  cairo_restore(pen_.get());
  cairo_set_line_width(pen_.get(), 0.6);
  cairo_rectangle(pen_.get(), x, y, width, height);
  cairo_stroke(pen_.get());
}

void Canvas::Begin(const char* tag) {
  cairo_tag_begin(pen_.get(), tag, nullptr);
}

void Canvas::End(const char* tag) { cairo_tag_end(pen_.get(), tag); }

void Canvas::NextPage() { cairo_show_page(pen_.get()); }

absl::StatusOr<std::string> Canvas::Finish() {
  cairo_show_page(pen_.get());
  const cairo_status_t drawn = cairo_status(pen_.get());
  cairo_surface_finish(pages_.get());
  const cairo_status_t written = cairo_surface_status(pages_.get());
  for (const cairo_status_t status : {drawn, written}) {
    if (status != CAIRO_STATUS_SUCCESS) {
      return absl::InternalError(cairo_status_to_string(status));
    }
  }
  return std::move(bytes_);
}

}  // namespace sceau::print
