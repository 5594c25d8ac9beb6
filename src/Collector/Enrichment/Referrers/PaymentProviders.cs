using System.Collections.Frozen;
using Storage.Catalog;

namespace Collector.Enrichment.Referrers;

/// <summary>
/// Domains that visitors pass to pay and come back from: as referrers they are no source. The site's own list is asked first at
/// each domain; the longest domain that either knows decides. docs/channels.md has the rule.
/// </summary>
internal static class PaymentProviders
{
    /// <summary>The known providers, by the domains their pages are served from.</summary>
    public static readonly FrozenSet<string> Domains = new[]
    {
        // Card payments, wallets and checkouts.
        "2checkout.com", "adyen.com", "adyenpayments.com", "authorize.net", "bitpay.com", "braintreegateway.com", "cash.app", "checkout.com",
        "checkout.link", "checkout.stripe.com", "buy.stripe.com", "billing.stripe.com", "hooks.stripe.com", "invoice.stripe.com", "pay.stripe.com",
        "commerce.coinbase.com", "cybersource.com", "dlocal.com", "eway.io", "ewaypayments.com", "fastspring.com", "globalpay.com", "gocardless.com",
        "lemonsqueezy.com", "mollie.com", "moneris.com", "multisafepay.com", "neteller.com", "nmi.com", "opayo.eu.elavon.com", "paddle.com", "pay.amazon.com",
        "payments.amazon.com", "pay.google.com", "payments.google.com", "payoneer.com", "paypal.com", "paypal.me", "paysafe.com", "paysafecard.com", "paysafecard.de",
        "sagepay.com", "shop.app", "skrill.com", "square.link", "checkout.square.site", "sumup.com", "venmo.com", "wise.com", "worldpay.com", "zettle.com",
        // Pay later.
        "affirm.com", "afterpay.com", "alma.eu", "billie.io", "billpay.de", "clearpay.co.uk", "clearpay.com", "cofidis.fr", "getalma.eu", "klarna.com",
        "oney.com", "oney.fr", "ratepay.com", "riverty.com", "scalapay.com", "sezzle.com", "tabby.ai", "tamara.co", "zip.co",
        // Bank transfer, national schemes, payment houses.
        "bancontact.com", "bambora.com", "bepaid.by", "buckaroo.nl", "cashfree.com", "ccavenue.com", "comgate.cz", "computop-paygate.com", "concardis.com",
        "datatrans.com", "dibspayment.eu", "ebanx.com", "epay.dk", "eps-ueberweisung.at", "flutterwave.com", "giropay.de", "gopay.com", "gopay.cz", "heidelpay.com",
        "ideal.nl", "ifthenpay.com", "instamojo.com", "iyzico.com", "iyzipay.com", "lyra.com", "mercadopago.com", "mercadopago.com.ar", "mercadopago.com.br",
        "mercadopago.com.mx", "mobilepay.dk", "mobilepay.fi", "nets.eu", "nexi.it", "novalnet.de", "ogone.com", "pagseguro.uol.com.br", "paydirekt.de",
        "payfast.co.za", "paygate.co.za", "paylike.io", "payone.com", "payplug.com", "paypay.ne.jp", "paystack.com", "paytm.com", "paytm.in", "paytr.com", "paytrail.com",
        "payu.com", "payu.in", "payu.pl", "payzen.eu", "phonepe.com", "polipayments.com", "postfinance.ch", "przelewy24.pl", "quickpay.net", "razorpay.com",
        "redsys.es", "reepay.com", "saferpay.com", "satispay.com", "sips-services.com", "sofort.com", "stitch.money", "systempay.fr", "tpay.com", "truelayer.com",
        "trustly.com", "twint.ch", "unzer.com", "vipps.no", "wirecard.com", "xendit.co", "yookassa.ru", "yoomoney.ru",
        // Where banks ask the card holder to confirm.
        "3dsecure.io", "arcot.com", "cardinalcommerce.com", "securesuite.co.uk", "wlp-acs.com",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = Domains.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether referrers of this host are no source on a site with these exclusions.</summary>
    public static bool AreExcluded(ReadOnlySpan<char> host, ReferrerExclusions exclusions)
    {
        while (true)
        {
            if (exclusions.Find(host) is { } said)
            {
                return said;
            }

            if (Known.Contains(host))
            {
                return true;
            }

            var dot = host.IndexOf('.');
            if (dot < 0)
            {
                return false;
            }

            host = host[(dot + 1)..];
        }
    }
}
