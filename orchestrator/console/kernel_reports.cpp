// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/kernel_reports.hpp"

#include "orchestrator/console/console_line.hpp"
#include "orchestrator/console/report_title.hpp"

#include <algorithm>

namespace cloister {
namespace {

// A report is printed in one go. What comes a second later belongs to something else.
constexpr double same_report_seconds = 1.0;
constexpr std::string_view cut_here = "------------[ cut here ]------------";
constexpr std::string_view end_trace = "---[ end trace";

// Where lockdep, RCU and the sanitizers begin and end.
bool is_rule(std::string_view text) {
    return text.size() >= 20 && text.find_first_not_of('=') == std::string_view::npos;
}

class Reader {
  public:
    void read(const ConsoleLine& line);
    std::vector<KernelReport> finish() {
        close();
        return std::move(reports_);
    }

  private:
    bool is_open() const { return is_cut_ || at_.has_value(); }
    void open(const ConsoleLine& line);
    void take(std::string_view text) {
        if (lines_.size() < text_lines)
            lines_.emplace_back(text);
    }
    bool ends_with(std::string_view text) const;
    bool continues(const Complaint& complaint) const;
    void close();

    std::vector<KernelReport> reports_;
    std::vector<std::string> lines_; // of the one that is open
    std::optional<std::size_t> at_;  // its complaint among them
    Complaint complaint_;
    bool is_cut_ = false; // begun by "cut here"
    bool is_starvation_ = false;
    std::optional<double> began_;
    std::optional<double> last_;
    std::string rule_; // a line of '=' right before
};

void Reader::open(const ConsoleLine& line) {
    close();
    began_ = line.seconds;
    if (!rule_.empty())
        take(rule_);
}

bool Reader::ends_with(std::string_view text) const {
    if (is_cut_ && text.starts_with(end_trace))
        return true;
    const bool is_framed = complaint_.kind == ReportKind::kasan || complaint_.kind == ReportKind::kcsan;
    return at_ && is_framed && is_rule(text);
}

// One fault has several lines of the kind: a bad list says so, then comes BUG, then Oops.
bool Reader::continues(const Complaint& complaint) const {
    if (!is_open())
        return false;
    if (is_cut_)
        return true;
    const bool goes_on = complaint_.kind == ReportKind::bug ||
                         complaint_.kind == ReportKind::list_corruption ||
                         complaint_.kind == ReportKind::oops || complaint_.kind == ReportKind::kasan;
    return goes_on && (complaint.kind == ReportKind::oops || complaint.kind == ReportKind::bug);
}

void Reader::read(const ConsoleLine& line) {
    const std::string_view text = line.text;
    if (is_open() && line.seconds && last_ && *line.seconds > *last_ + same_report_seconds)
        close();
    if (line.seconds)
        last_ = line.seconds;
    if (text == cut_here && !is_open()) {
        open(line);
        is_cut_ = true;
    }
    if (const std::optional<Complaint> complaint = complaint_of(text)) {
        if (is_consequence(text) && (is_open() || !reports_.empty())) {
            close();
            return;
        }
        if (!continues(*complaint))
            open(line);
        if (!at_) {
            take(text);
            at_ = lines_.size() - 1;
            complaint_ = *complaint;
            is_starvation_ = is_starvation(text);
            rule_.clear();
            return;
        }
    }
    const bool is_last = is_open() && ends_with(text);
    if (is_open())
        take(text);
    if (is_last)
        close();
    rule_ = is_rule(text) && !is_last ? std::string(text) : std::string{};
}

void Reader::close() {
    if (at_ && !is_starvation_) {
        KernelReport report{complaint_.kind, report_title(complaint_, lines_, *at_), {}, 1, began_};
        const auto same = std::find_if(reports_.begin(), reports_.end(),
                                       [&](const KernelReport& each) { return each.title == report.title; });
        if (same != reports_.end())
            ++same->times;
        else if (reports_.size() == distinct_reports)
            ++reports_.back().times;
        else {
            for (const std::string& line : lines_)
                report.text += line + "\n";
            reports_.push_back(std::move(report));
        }
    }
    lines_.clear();
    at_.reset();
    complaint_ = {};
    is_cut_ = is_starvation_ = false;
}

} // namespace

std::vector<KernelReport> kernel_reports(std::string_view console) {
    Reader reader;
    while (!console.empty())
        reader.read(next_console_line(console));
    return reader.finish();
}

} // namespace cloister
