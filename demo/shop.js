// The demo shop: a cart in sessionStorage and three events for Collector. Nothing else is sent.
(() => {
  // Works before the snippet has loaded: calls wait in a queue.
  window.collector = window.collector || function () { (window.collector.q = window.collector.q || []).push(arguments); };

  const products = {
    teapot: { name: 'Morning Pot', price: 48, category: 'Teaware' },
    assam: { name: 'Assam Gold, 250 g', price: 14.5, category: 'Tea' },
    cup: { name: 'Travel Cup', price: 26, category: 'Teaware' },
  };
  const teas = {
    black: { title: 'Black tea', leaves: '12 g a litre', water: '95 °C', time: '3 to 4 minutes', text: 'Warm the pot first. Take the leaves out when the time is up: black tea turns bitter, not stronger.' },
    green: { title: 'Green tea', leaves: '10 g a litre', water: '75 °C', time: '2 minutes', text: 'Let boiling water stand for eight minutes. The second infusion is often the better one.' },
    herbal: { title: 'Herbal tea', leaves: '15 g a litre', water: '100 °C', time: '8 minutes', text: 'Cover the pot: what smells good is what you came for. It cannot turn bitter.' },
  };

  const find = (selector) => document.querySelector(selector);
  const money = (amount) => '€' + amount.toFixed(2);
  const load = (key, otherwise) => {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
  const save = (key, value) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Without storage the cart lives as long as the page.
    }
  };

  let cart = load('shop-cart', {});
  const pieces = () => Object.values(cart).reduce((sum, count) => sum + count, 0);
  const total = () => Object.entries(cart).reduce((sum, [key, count]) => sum + products[key].price * count, 0);

  const cell = (row, text, className) => {
    const td = row.insertCell();
    td.textContent = text;
    td.className = className || '';
    return td;
  };

  const showCart = () => {
    find('[data-cart-count]').textContent = pieces();
    if (find('[data-cart-total]')) {
      find('[data-cart-total]').textContent = money(total());
    }
    const lines = find('[data-cart-lines]');
    if (!lines) {
      return;
    }
    find('[data-cart-empty]').hidden = pieces() > 0;
    find('[data-cart-full]').hidden = pieces() === 0;
    lines.replaceChildren();
    for (const [key, count] of Object.entries(cart)) {
      const row = lines.insertRow();
      cell(row, products[key].name);
      cell(row, count, 'number');
      cell(row, money(products[key].price * count), 'number');
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'plain';
      remove.textContent = 'Remove';
      remove.setAttribute('aria-label', 'Remove ' + products[key].name);
      remove.addEventListener('click', () => {
        delete cart[key];
        save('shop-cart', cart);
        showCart();
      });
      cell(row, '').append(remove);
    }
  };

  find('[data-add]')?.addEventListener('click', (event) => {
    const key = event.currentTarget.dataset.add;
    const { name, price, category } = products[key];
    cart[key] = (cart[key] || 0) + 1;
    save('shop-cart', cart);
    showCart();
    find('[data-add-status]').textContent = name + ' is in the cart.';
    // The price is a property here: revenue belongs to the purchase alone, or it would be counted twice.
    window.collector('AddToCart', { product: key, category, price, currency: 'EUR' });
  });

  find('[data-signup]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    event.target.reset();
    find('[data-signup-status]').textContent = 'Thank you. (No letter will come: this is a demo.)';
    window.collector('Signup', { place: 'home' });
  });

  find('[data-checkout]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    if (pieces() === 0) {
      find('[data-checkout-status]').textContent = 'The cart is empty: add something first.';
      return;
    }
    const number = crypto.getRandomValues(new Uint32Array(1))[0].toString(36).toUpperCase();
    save('shop-order', { number: 'D-' + number, value: total(), pieces: pieces() });
    location.assign('/demo/thanks');
  });

  const order = find('[data-order]') && load('shop-order', null);
  if (order) {
    find('[data-order]').textContent = `Order ${order.number} over ${money(order.value)} is in. (Not really.)`;
    // The order number makes a reload harmless.
    window.collector('Purchase', { items: order.pieces }, { value: order.value, currency: 'EUR', order: order.number });
    save('shop-order', null);
    save('shop-cart', (cart = {}));
  }

  const showTea = () => {
    const key = location.pathname.split('/')[3] || 'black';
    const tea = teas[key] || teas.black;
    for (const part of ['title', 'leaves', 'water', 'time', 'text']) {
      find(`[data-tab-${part}]`).textContent = tea[part];
    }
    for (const tab of document.querySelectorAll('[data-tab]')) {
      const chosen = teas[tab.dataset.tab] === tea;
      tab.setAttribute('aria-selected', chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
    find('#panel').setAttribute('aria-labelledby', 'tab-' + (teas[key] ? key : 'black'));
    document.title = tea.title + ' – Brewing guide – Kettle & Leaf';
  };

  if (find('[data-tab]')) {
    const tabs = [...document.querySelectorAll('[data-tab]')];
    const open = (tab) => {
      history.pushState(null, '', tab.href);
      showTea();
      tab.focus();
    };
    tabs.forEach((tab, index) => {
      tab.addEventListener('click', (event) => {
        event.preventDefault();
        open(tab);
      });
      tab.addEventListener('keydown', (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) {
          event.preventDefault();
          open(tabs[(index + step + tabs.length) % tabs.length]);
        }
      });
    });
    addEventListener('popstate', showTea);
    showTea();
  }

  showCart();
})();
