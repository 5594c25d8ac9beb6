using System.Globalization;
using Analytics.Querying;
using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>The retention report equals plain LINQ over the same hits.</summary>
[Collection(EngineCollection.Name)]
public sealed class RetentionOracleTests(EngineFixture engine)
{
    private static readonly (string Text, Func<Hit, bool> Is)[] Choices =
    [
        ("any", hit => !hit.IsBeacon),
        ("event:Purchase", hit => hit.Name == "Purchase"),
        ("goal:Signup", hit => hit.Name == "Signup"),
        ("page:/product/*", hit => hit.IsPage && hit.Path.StartsWith("/product/", StringComparison.Ordinal)),
    ];

    private static readonly (string Text, Func<Hit, bool> Passes)[] Filters =
        [("", _ => true), ("", _ => true), ("&filter=class==suspected", hit => hit.Class == HitClass.Suspected), ("&filter=path==/cart", hit => hit.Path == "/cart")];

    [Fact]
    public async Task Retention_equals_the_oracle()
    {
        var cells = 0;
        for (var seed = 1; seed <= 10; seed++)
        {
            var shop = await ShopData.StoreAsync(engine, seed, "retention");
            for (var i = 0; i < 6; i++)
            {
                cells += await AskAsync(shop);
            }
        }

        Assert.True(cells > 2_000, $"only {cells} cells were compared");
    }

    private static async Task<int> AskAsync(ShopData shop)
    {
        var (from, to, range) = shop.Range();
        var (first, back) = (Choices[shop.Random.Next(Choices.Length)], Choices[shop.Random.Next(Choices.Length)]);
        var filter = Filters[shop.Random.Next(Filters.Length)];
        var (width, mode) = (new[] { "day", "week", "month" }[shop.Random.Next(3)], shop.Random.Next(2) == 0 ? "exact" : "rolling");
        var question = $"{range}&cohort={width}&mode={mode}&first={first.Text}&return={back.Text}{filter.Text}";
        var result = await shop.AskAsync("retention", question);

        DateOnly Step(DateTimeOffset time)
        {
            var day = LocalDay.Of(time, ShopData.Berlin);
            var start = width switch { "day" => day, "week" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), _ => new DateOnly(day.Year, day.Month, 1) };
            return start < from ? from : start;
        }

        DateOnly Next(DateOnly step)
        {
            var next = step.AddDays(1);
            while (Step(LocalDay.Start(next, ShopData.Berlin)) == step)
            {
                next = next.AddDays(1);
            }

            return next;
        }

        var steps = new List<DateOnly>();
        for (var at = from; at <= to; at = Next(at))
        {
            steps.Add(at);
        }

        var people = shop.Hits.Where(hit => ShopData.Between(hit, from, to) && hit.Identity is IdentityKind.User or IdentityKind.Consented)
            .GroupBy(hit => hit.Visitor)
            .Where(hits => hits.Any(hit => first.Is(hit) && filter.Passes(hit)))
            .Select(hits =>
            {
                var began = hits.Where(hit => first.Is(hit) && filter.Passes(hit)).Min(hit => hit.Time);
                return (Cohort: Step(began), Returns: hits.Where(hit => back.Is(hit) && hit.Time >= began).Select(hit => Step(hit.Time)).ToHashSet(),
                    Paid: hits.Where(hit => hit.Value is not null && hit.Currency != "USD" && hit.Time >= began).Select(hit => (Step: Step(hit.Time), hit.Value)).ToList());
            }).ToList();

        Assert.Equal(steps.Count * (steps.Count + 1) / 2, result.Rows.Count);
        foreach (var row in result.Rows)
        {
            var cohort = DateOnly.ParseExact((string)row.Cells[0]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var later = (int)(long)row.Cells[1]!;
            var step = steps[steps.IndexOf(cohort) + later];
            var end = LocalDay.Start(Next(step), ShopData.Berlin);
            var isOver = end <= shop.Now && Next(step) <= to.AddDays(1);
            var members = people.Where(person => person.Cohort == cohort).ToList();
            var returned = (long)members.Count(person => mode == "rolling" ? person.Returns.Any(at => at >= step) : person.Returns.Contains(step));
            decimal Revenue(DateOnly at) => members.Sum(person => person.Paid.Where(paid => paid.Step == at).Sum(paid => paid.Value!.Value));
            var where = $"{cohort} +{later}";
            shop.Same(question, $"{where} size", (long)members.Count, result.Cell(row, "size"));
            shop.Same(question, $"{where} returned", isOver ? returned : null, result.Cell(row, "returned"));
            shop.Same(question, $"{where} rate", isOver ? Oracle.Ratio(returned, members.Count) : null, result.Cell(row, "rate"));
            shop.Same(question, $"{where} revenue", isOver ? Revenue(step) : null, result.Cell(row, "revenue"));
            shop.Same(question, $"{where} revenue_rate", isOver && Revenue(cohort) != 0 ? (double)(Revenue(step) / Revenue(cohort)) : null, result.Cell(row, "revenue_rate"));
        }

        shop.Same(question, "total size", (long)people.Count, result.Cell(result.Totals!, "size"));
        shop.Same(question, "total returned", (long)people.Count(person => person.Returns.Any(at => at > person.Cohort)), result.Cell(result.Totals!, "returned"));
        return result.Rows.Count;
    }
}
