#include "plan/problem.h"
#include <math.h>
#include <stdint.h>

double sx_domain_least(const sx_domain *domain)
{
    return domain->zero || domain->low > domain->high ? 0.0 : domain->low;
}

double sx_domain_most(const sx_domain *domain)
{
    return domain->low > domain->high ? 0.0 : domain->high;
}

/* Sums of the channels' values up the groups: problem->sums. */
static double *sum_up(const sx_allocation_problem *problem, const double *x)
{
    double *sums = problem->sums;
    for (size_t g = 0; g < problem->n_groups; g++)
        sums[g] = 0.0;
    for (size_t i = 0; i < problem->n; i++)
        sums[problem->group[i]] += x[i];
    for (size_t g = problem->n_groups; g-- > 1;)
        sums[problem->groups[g].parent] += sums[g];
    return sums;
}

bool sx_allocation_conflicting(const sx_allocation_problem *problem, sx_allocation_conflict *conflict)
{
    double slack = 1e-9 + 1e-13 * problem->groups[0].high;
    for (size_t i = 0; i < problem->n; i++) {
        const sx_domain *domain = &problem->domains[i];
        if (domain->low <= domain->high || domain->zero)
            continue;
        *conflict = (sx_allocation_conflict){i, SIZE_MAX, true, domain->low, domain->high};
        return true;
    }
    double *least = problem->sums, *most = least + problem->n_groups;
    for (size_t g = 0; g < problem->n_groups; g++)
        least[g] = most[g] = 0.0;
    bool found = false;
    for (size_t i = 0; i < problem->n; i++) {
        least[problem->group[i]] += sx_domain_least(&problem->domains[i]);
        most[problem->group[i]] += sx_domain_most(&problem->domains[i]);
    }
    for (size_t g = problem->n_groups; g-- > 0 && !found;) {
        const sx_allocation_group *group = &problem->groups[g];
        if (group->low > group->high || least[g] > group->high + slack) {
            *conflict = (sx_allocation_conflict){SIZE_MAX, g, true, fmax(least[g], group->low), group->high};
            found = true;
        } else if (most[g] < group->low - slack) {
            *conflict = (sx_allocation_conflict){SIZE_MAX, g, false, most[g], group->low};
            found = true;
        }
        if (g > 0) {
            least[group->parent] += fmax(least[g], group->low);
            most[group->parent] += fmin(most[g], group->high);
        }
    }
    return found;
}

bool sx_allocation_meets(const sx_allocation_problem *problem, const double *x, double slack)
{
    for (size_t i = 0; i < problem->n; i++) {
        const sx_domain *domain = &problem->domains[i];
        bool inside = x[i] >= domain->low - slack && x[i] <= domain->high + slack;
        if (!inside && !(domain->zero && fabs(x[i]) <= slack))
            return false;
    }
    const double *sums = sum_up(problem, x);
    bool meets = true;
    for (size_t g = 0; g < problem->n_groups; g++)
        meets = meets && sums[g] >= problem->groups[g].low - slack && sums[g] <= problem->groups[g].high + slack;
    return meets;
}

double sx_allocation_value(const sx_allocation_problem *problem, const double *x)
{
    double sum = 0.0, carry = 0.0; /* Neumaier: the order of the channels does not show */
    for (size_t i = 0; i < problem->n; i++) {
        double value = sx_curve_value(&problem->curves[i], x[i]), next = sum + value;
        carry += fabs(sum) >= fabs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }
    return sum + carry;
}

void sx_allocation_room(const sx_allocation_problem *problem, const double *x, double *room)
{
    double *left = sum_up(problem, x);
    for (size_t g = 0; g < problem->n_groups; g++) {
        left[g] = problem->groups[g].high - left[g];
        if (g > 0)
            left[g] = fmin(left[g], left[problem->groups[g].parent]);
    }
    for (size_t i = 0; i < problem->n; i++)
        room[i] = fmax(left[problem->group[i]], 0.0);
}
