#include "charter/check.h"
#include "charter/model/shape.h"

namespace tsugite::charter {
namespace {

bool says_why(const Procedure& a, const Procedure& b) { return a.same_shape_as == b.id || b.same_shape_as == a.id; }

}  // namespace

void check_shapes(const Charter& charter, Report& report) {
  std::map<std::string, model::Shape> shapes;
  for (const auto& [id, procedure] : charter.procedures) {
    shapes.emplace(id, model::shape_of(procedure));
    for (const auto& [other, shape] : shapes) {
      const Procedure& before = charter.procedures.at(other);
      if (other == id || says_why(before, procedure) || !model::same_shape(shape, shapes.at(id))) continue;
      report.at(report.sources.at("procedure|" + id), "same-shape",
                fmt::format("this is \"{}\" under other names; use that, or say why in \"same_shape_as\"", other),
                fmt::format("手続「{}」の名称を変えただけのものです。同じ手続を使うか、「same_shape_as」に理由を書いてください", other));
    }
  }
  for (const auto& [id, procedure] : charter.procedures)
    if (auto it = shapes.find(procedure.same_shape_as); it != shapes.end() && !model::same_shape(it->second, shapes.at(id)))
      report.at(report.sources.at("procedure|" + id + "|same_shape_as"), "same-shape",
                fmt::format("\"{}\" is not of the same shape", procedure.same_shape_as),
                fmt::format("手続「{}」とは形が異なります", procedure.same_shape_as));
}

}  // namespace tsugite::charter
