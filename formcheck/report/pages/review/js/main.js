// The review page.

const data = JSON.parse(document.getElementById("data").textContent);
document.querySelector("h1").textContent = data.clip.name;
