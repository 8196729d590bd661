// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/kcidb.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/report/export/verdict_words.hpp"
#include "results-schema/json_document.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr const char* origin = "cloister";

std::string hex(const std::string& digest) {
    return digest.substr(digest.find(':') + 1);
}

std::string id(const std::string& what) {
    return std::string(origin) + ":" + what;
}

// As KCIDB hashes a patch set: the digests of the patches, a line each; empty: there are none.
std::string patchset_hash(const KernelFacts& kernel) {
    std::string lines;
    for (const std::string& patch : kernel.patches)
        lines += hex(patch.substr(patch.rfind(' ') + 1)) + "\n";
    return lines.empty() ? "" : hex(sha256_of(lines));
}

std::vector<KernelFacts> kernels(const ExportedRun& run) {
    std::vector<KernelFacts> all;
    for (const ExportedTrial& trial : run.trials)
        all.push_back(trial.record.kernel);
    if (run.cost)
        all.insert(all.end(), run.cost->kernels.begin(), run.cost->kernels.end());
    return all;
}

class Report53 {
  public:
    void take(const ExportedRun& run);
    std::string text() const;

  private:
    // Its checkout and its build, once; returns the build's id.
    std::string take(const KernelFacts& kernel);
    std::string take(const UnbuiltKernel& kernel, const std::string& why);
    Json test(const ExportedRun& run, const std::string& path, const char* status,
              const std::string& build) const;
    static void add_once(Json& list, Json object);

    Json checkouts_ = Json::array();
    Json builds_ = Json::array();
    Json tests_ = Json::array();
};

void Report53::add_once(Json& list, Json object) {
    const bool known = std::any_of(list.begin(), list.end(),
                                   [&](const Json& each) { return each.at("id") == object.at("id"); });
    if (!known)
        list.push_back(std::move(object));
}

std::string Report53::take(const KernelFacts& kernel) {
    const std::string patches = patchset_hash(kernel);
    const std::string checkout = id(hex(sha256_of(kernel.source + "\n" + patches)));
    std::string build = id(hex(kernel.digest));
    add_once(checkouts_, Json{{"id", checkout},
                              {"origin", origin},
                              {"patchset_hash", patches},
                              {"valid", true},
                              {"misc", {{"source", kernel.source}, {"patches", kernel.patches}}}});
    add_once(builds_, Json{{"checkout_id", checkout},
                           {"id", build},
                           {"origin", origin},
                           {"comment", kernel.reference},
                           {"architecture", "x86_64"},
                           {"compiler", kernel.compiler},
                           {"status", "PASS"},
                           {"misc", {{"image", kernel.digest}, {"config", kernel.config_digest}}}});
    return build;
}

std::string Report53::take(const UnbuiltKernel& kernel, const std::string& why) {
    const std::string name = hex(sha256_of(kernel.source + "\n" + kernel.reference));
    add_once(checkouts_, Json{{"id", id(name)}, {"origin", origin}, {"misc", {{"source", kernel.source}}}});
    add_once(builds_, Json{{"checkout_id", id(name)},
                           {"id", id(name)},
                           {"origin", origin},
                           {"comment", one_line(kernel.reference + ": " + why)},
                           {"architecture", "x86_64"},
                           {"status", "FAIL"}});
    return id(name);
}

// The same for a run that was moved, and another one for each other.
std::string identity(const ExportedRun& run) {
    std::string all = started(run) + kernels_of(run);
    for (const ExportedTrial& trial : run.trials)
        all += document_line(trial.record);
    if (run.cost)
        all += document_line(*run.cost);
    return hex(sha256_of(all)).substr(0, 32);
}

Json Report53::test(const ExportedRun& run, const std::string& path, const char* status,
                    const std::string& build) const {
    Json test{{"build_id", build}, {"id", id(identity(run) + "/" + path)}, {"origin", origin}};
    const Json host =
        run.trials.empty() ? Json::object() : JsonWriter::to_json(run.trials.front().record.host);
    test["environment"] = {{"comment", machine_of(run)},
                           {"misc", {{"host", host}, {"times", times_of(run)}}}};
    test["path"] = path;
    test["status"] = status;
    if (const std::string time = started(run); !time.empty())
        test["start_time"] = time;
    return test;
}

void Report53::take(const ExportedRun& run) {
    std::string build;
    for (const KernelFacts& kernel : kernels(run))
        build = take(kernel); // of costs the last kernel is judged, against those before it
    if (run.unbuilt)
        build = take(*run.unbuilt, run.report->claims.front().reason);
    if (build.empty())
        return;
    for (const ClaimResult& claim : claims_of(run)) {
        const std::string path = "cloister." + path_word(claim.id);
        Json test = this->test(run, path, words_for(claim.verdict, run).kcidb, build);
        test["comment"] = one_line(why_not_measured(run).value_or(claim.reason));
        test["misc"] = {{"verdict", name_of(claim.verdict)}, {"run", one_line(run.name)}};
        tests_.push_back(std::move(test));
        if (!has_numbers(claim, run))
            continue;
        for (const auto& [name, number] : claim.numbers) {
            Json counted = this->test(run, path + "." + path_word(name), "DONE", build);
            counted["number"] = {{"value", number.value}, {"unit", number.unit}};
            tests_.push_back(std::move(counted));
        }
    }
}

std::string Report53::text() const {
    return Json{{"version", {{"major", 5}, {"minor", 3}}},
                {"checkouts", checkouts_},
                {"builds", builds_},
                {"tests", tests_}}
               .dump(2, ' ', false, Json::error_handler_t::replace) +
           "\n";
}

} // namespace

std::string kcidb_report(const std::vector<ExportedRun>& runs) {
    Report53 report;
    for (const ExportedRun& run : runs)
        report.take(run);
    return report.text();
}

} // namespace cloister
